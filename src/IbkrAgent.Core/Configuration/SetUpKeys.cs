using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>What a set-up can change in agent.ini, and what of it everybody is asked for.</summary>
public static class SetUpKeys
{
    /// <summary>In the order of the questions.</summary>
    public static readonly IReadOnlyList<SetUpKey> Asked =
    [
        new(GatewayKeys.IbcPath, "Directory of IBC"),
        new(GatewayKeys.GatewayPath, "Directory of the Gateway's versions, its name is ibgateway"),
        new(GatewayKeys.GatewayVersion, "Version of the Gateway; none: the only one there is"),
        new(GatewayKeys.TradingMode, "Account: paper or live"),
        new(GatewayKeys.Accounts, "Ids of the accounts, comma separated; none: any that fits"),
        new(GatewayKeys.ApiPort, "Port of the API; none: 4002 for paper, 4001 for live"),
        new(GatewayKeys.Mode, "What the agent may do: act, or only observe"),
        new(GatewayKeys.RunWindow, "When the Gateway runs, as Mon..Fri 04:00-20:00; none: always"),
        new(GatewayKeys.Dependents, "Services that live on the Gateway, comma separated"),
    ];

    /// <summary>The section of a key, by its name; null: there is no such key.</summary>
    public static string? SectionOf(string key, InstanceName gateway) =>
        GatewayKeys.All.Any(known => known.Name == key) ? GatewaySections.NameOf(gateway)
        : AlertKeys.All.Any(known => known.Name == key) ? AlertKeys.Section
        : null;
}
