namespace IbkrAgent.Verification;

/// <summary>Whether a unit, a script or a line of cron is of a set-up of a Gateway that is not ours.</summary>
/// <remarks>A bot that waits for the Gateway or asks <c>ibkr-agent</c> is none.</remarks>
public static class StrayText
{
    /// <summary>Programs and classes that start, stop or kill a Gateway.</summary>
    private static readonly string[] Words =
    [
        "ibcstart",
        "gatewaystart",
        "twsstart",
        "ibgateway",
        "ibcalpha",
        "IBC.jar",
        "ib-gateway",
        "/opt/ibc/",
        "restart ibkr-gateway",
        "start ibkr-gateway",
        "stop ibkr-gateway",
    ];

    public static bool SpeaksOfGateway(StrayKind kind, string text) =>
        text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] is not '#' and not ';')
            .Where(line => kind != StrayKind.Unit || line.StartsWith("Exec", StringComparison.Ordinal))
            .Any(line => Words.Any(word => line.Contains(word, StringComparison.Ordinal)));
}
