using System.Globalization;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>What a scenario can say about the API beyond its mode.</summary>
internal static class ApiKeys
{
    private const int MaxSkew = 86_400;

    public static readonly ScenarioKey[] All =
    [
        ScenarioKey.Choice("version_offer", VersionOffer.Agreed),
        ScenarioKey.Text("zone", "Greenwich Mean Time"),
        ScenarioKey.Number("client_slots", 32, 1000),
        ScenarioKey.Choice("bootstrap", BootstrapMode.Complete),
        ScenarioKey.Choice("writes", WriteMode.Whole),
        ScenarioKey.Choice("fault", WireFault.None),
        ScenarioKey.Milliseconds("time_delay_ms", 0),
        new("clock_skew_s", "0", $"a number from -{MaxSkew} to {MaxSkew}", IsSkew),
        ScenarioKey.Choice("market_farm", FarmState.Ok),
        ScenarioKey.Choice("history_farm", FarmState.Ok),
        ScenarioKey.Choice("definition_farm", FarmState.Ok),
        new("positions", "0", HeldPosition.Expects, text => HeldPosition.TryParse(text) is not null),
        new("orders", "0", WorkingOrder.Expects, text => WorkingOrder.TryParse(text) is not null),
        ScenarioKey.Choice("order_shape", OrderShape.DeltaNeutral),
        new("net_liquidation", "100000.00", "an amount", text => HoldingList.TryNumber(text, out _)),
        ScenarioKey.Choice("withheld_end", WithheldEnd.None),
        ScenarioKey.Choice("read_only", ReadOnlyMode.ByIni),
        ScenarioKey.Milliseconds("read_only_delay_ms", 20_000),
    ];

    private static bool IsSkew(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((long)seconds) <= MaxSkew;
}
