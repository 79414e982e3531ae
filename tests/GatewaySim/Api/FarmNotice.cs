using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>What the Gateway says of one of the broker's farms.</summary>
internal sealed record FarmNotice(int Code, string Text, string Name, bool IsConnected)
{
    private const string Market = "usfarm";
    private const string History = "ushmds";
    private const string Definitions = "secdefnj";
    private const string Idle = "connection is inactive but should be available upon demand.";

    /// <summary>One for each farm of which something is said.</summary>
    public static FarmNotice[] Of(Scenario scenario)
    {
        FarmNotice?[] all = [OfMarket(scenario), OfHistory(scenario), OfDefinitions(scenario)];
        return [.. all.OfType<FarmNotice>()];
    }

    private static FarmNotice? OfMarket(Scenario scenario) =>
        scenario.MarketFarm switch
        {
            FarmState.Ok => Connected(2104, $"Market data farm connection is OK:{Market}", Market),
            FarmState.Broken => Missing(2103, $"Market data farm connection is broken:{Market}", Market),
            FarmState.Dormant => Connected(2108, $"Market data farm {Idle}{Market}", Market),
            FarmState.Connecting => Missing(2119, $"Market data farm is connecting:{Market}", Market),
            _ => null,
        };

    private static FarmNotice? OfHistory(Scenario scenario) =>
        scenario.HistoryFarm switch
        {
            FarmState.Ok => Connected(2106, $"HMDS data farm connection is OK:{History}", History),
            FarmState.Broken => Missing(2105, $"HMDS data farm connection is broken:{History}", History),
            FarmState.Dormant => Connected(2107, $"HMDS data farm {Idle}{History}", History),
            _ => null,
        };

    private static FarmNotice? OfDefinitions(Scenario scenario) =>
        scenario.DefinitionFarm switch
        {
            FarmState.Ok => Connected(2158, $"Sec-def data farm connection is OK:{Definitions}", Definitions),
            FarmState.Broken => Missing(2157, $"Sec-def data farm connection is broken:{Definitions}", Definitions),
            _ => null,
        };

    private static FarmNotice Connected(int code, string text, string name) => new(code, text, name, true);

    private static FarmNotice Missing(int code, string text, string name) => new(code, text, name, false);
}
