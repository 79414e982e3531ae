using IbkrAgent.Common;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Cli;

/// <summary>One restart of a unit by systemd, to its end. What is not active is left as it is.</summary>
internal static class UnitRestart
{
    /// <summary>Longer than the Gateway's stop and start may take (TimeoutStopSec=, TimeoutStartSec=).</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <returns>what went wrong; null: the unit runs anew.</returns>
    public static async Task<string?> RunAsync(string unit, CancellationToken cancellationToken)
    {
        await using var bus = new SystemBus();
        using var units = new Units(bus);
        using var deadline = new CancellationTokenSource(Longest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await bus.WaitUntilConnectedAsync(either.Token);
            return await RestartAsync(units, unit, either.Token);
        }
        catch (SystemdException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"systemd was not done within {DurationText.Format(Longest)}";
        }
    }

    private static async Task<string?> RestartAsync(Units units, string unit, CancellationToken cancellationToken)
    {
        // Asked at the last moment: RestartUnit would start what was stopped meanwhile.
        var before = await units.GetUnitAsync(unit, cancellationToken);
        if (before.ActiveState != "active")
            return $"it is {before.ActiveState}, and a scheduled restart starts nothing";

        var job = await units.RestartAsync(unit, cancellationToken);
        var (_, result) = await job.Completion.WaitAsync(cancellationToken);
        var after = await units.GetUnitAsync(unit, cancellationToken);
        return after.ActiveState == "active" && after.InvocationId != before.InvocationId
            ? null
            : $"job {job.Id} ended with {result}, and the unit is {after.ActiveState} ({after.Result}): "
                + $"journalctl -u {unit}";
    }
}
