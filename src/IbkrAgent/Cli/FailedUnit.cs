using IbkrAgent.Alerts;
using IbkrAgent.Gateway;

namespace IbkrAgent.Cli;

/// <summary>What systemd says of a unit that has failed, and of the daemon.</summary>
internal static class FailedUnit
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Of unknown state when systemd does not answer.</summary>
    public static async Task<FailureLook> LookAsync(
        BusCommand bus,
        string unit,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var (found, _) = await bus.RunAsync(
            Timeout,
            async (units, token) =>
                Tuple.Create(await units.GetUnitAsync(unit, token), await units.GetUnitAsync(UnitNames.Daemon, token)),
            cancellationToken
        );
        return new(
            found is null ? UnitStatus.Unknown : GatewayUnit.StatusOf(found.Item1),
            found?.Item1.RestartCount ?? 0,
            found is not null && GatewayUnit.StatusOf(found.Item2).IsActive,
            time.GetUtcNow()
        );
    }
}
