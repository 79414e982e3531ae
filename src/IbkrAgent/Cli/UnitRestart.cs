using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Cli;

/// <summary>One restart of a unit by systemd, to its end. What is not active is left as it is.</summary>
internal static class UnitRestart
{
    /// <summary>Longer than the Gateway's stop and start may take (TimeoutStopSec=, TimeoutStartSec=).</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <returns>what went wrong; null: the unit runs anew.</returns>
    public static async Task<string?> RunAsync(BusCommand bus, string unit, CancellationToken cancellationToken)
    {
        var (said, problem) = await bus.RunAsync(
            Longest,
            (units, token) => RestartAsync(units, unit, token),
            cancellationToken
        );
        return problem ?? (said is { Length: > 0 } ? said : null);
    }

    private static async Task<string> RestartAsync(Units units, string unit, CancellationToken cancellationToken)
    {
        // Asked at the last moment: RestartUnit would start what was stopped meanwhile.
        var before = await units.GetUnitAsync(unit, cancellationToken);
        if (before.ActiveState != "active")
            return $"it is {before.ActiveState}, and a scheduled restart starts nothing";

        var job = await units.RestartAsync(unit, cancellationToken);
        var (_, result) = await job.Completion.WaitAsync(cancellationToken);
        var after = await units.GetUnitAsync(unit, cancellationToken);
        return after.ActiveState == "active" && after.InvocationId != before.InvocationId
            ? ""
            : $"job {job.Id} ended with {result}, and it is {after.ActiveState} ({after.Result}): journalctl -u {unit}";
    }
}
