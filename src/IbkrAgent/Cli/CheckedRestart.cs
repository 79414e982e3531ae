using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Restarts;

namespace IbkrAgent.Cli;

/// <summary>A restart now, as by <c>ibkr-agent restart</c>, if the check before a restart says go; never past it.</summary>
/// <param name="isAbsentAsync">whether there is no daemon, and none is on its way.</param>
/// <param name="direct">checks and restarts without the daemon.</param>
internal sealed class CheckedRestart(
    Terminal terminal,
    ControlClient daemon,
    Func<CancellationToken, Task<bool>> isAbsentAsync,
    DirectRestart direct
)
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(3);

    /// <param name="reason">for the journal.</param>
    public async Task<ExitCode> RunAsync(InstanceName gateway, string reason, CancellationToken cancellationToken)
    {
        if (await isAbsentAsync(cancellationToken))
            return await direct.RunAsync(gateway, waits: false, cancellationToken);

        var reply = daemon.RestartCheck(gateway, isGate: false, LongestCheck);
        if (reply.ValueOrComplaint(terminal, out var status) is not { } check)
            return status;

        if (check is { Outcome: CheckOutcome.Go } or { Outcome: CheckOutcome.Unknown, IsCure: true })
            return terminal.Show(daemon.Act(gateway, "restart", new(reason), WishCommand.Timeout));

        terminal.Diagnose(
            $"{gateway} is not restarted, {AgentCommand.For(gateway, "pre-restart-check")} says "
                + $"{check.Outcome.ToString().ToLowerInvariant()}: {check.Why}; all the same: "
                + AgentCommand.For(gateway, "restart")
        );
        return ExitCode.TryAgain;
    }
}
