using IbkrAgent.Common;

namespace IbkrAgent.Cli;

/// <summary>What a scheduled restart does before the daemon is asked, or in its place when there is none.</summary>
/// <param name="lateAsync">how late the timer of a gateway has triggered; null when that is no matter.</param>
/// <param name="isAbsentAsync">whether there is no daemon, and none is on its way.</param>
internal sealed class ScheduledRestart(
    Terminal terminal,
    Func<InstanceName, CancellationToken, Task<string?>> lateAsync,
    Func<CancellationToken, Task<bool>> isAbsentAsync,
    DirectRestart direct
)
{
    /// <param name="waits">until it is known what became of it.</param>
    /// <returns>null: the daemon is to be asked.</returns>
    public async Task<ExitCode?> RunAsync(InstanceName? gateway, bool waits, CancellationToken cancellationToken)
    {
        if (await lateAsync(gateway ?? InstanceName.Main, cancellationToken) is { } late)
        {
            Say($"the restart is left out: {late}");
            return ExitCode.Ok;
        }

        return await isAbsentAsync(cancellationToken) ? await direct.RunAsync(gateway, waits, cancellationToken) : null;
    }

    private void Say(string line) => terminal.Out.WriteLine(line);
}
