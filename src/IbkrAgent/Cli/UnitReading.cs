using IbkrAgent.Gateway;

namespace IbkrAgent.Cli;

/// <summary>What systemd said of a unit when it was asked once.</summary>
/// <param name="Problem">why nothing is known of it; null when something is.</param>
internal sealed record UnitReading(UnitStatus Unit, string? Problem)
{
    public static async Task<UnitReading> AskAsync(
        string unitName,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var (unit, problem) = await new BusCommand().RunAsync(
            timeout,
            (units, token) => units.GetUnitAsync(unitName, token),
            cancellationToken
        );
        return new(unit is null ? UnitStatus.Unknown : GatewayUnit.StatusOf(unit), problem);
    }
}
