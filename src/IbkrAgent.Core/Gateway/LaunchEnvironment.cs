using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>What the gateway's unit needs to know to launch the controller. Everybody may read it.</summary>
/// <param name="Version">the Gateway's version directory.</param>
public sealed record LaunchEnvironment(ProgramSettings Program, string Version, TradingMode Mode)
{
    /// <summary>Text of an environment file; the names are those of ibkr-gateway.service.</summary>
    /// <exception cref="FormatException">a path has control characters.</exception>
    public string Render()
    {
        (string Key, string Value)[] values =
        [
            ("IBKR_IBC_PATH", Program.IbcPath),
            ("IBKR_GATEWAY_VERSION", Version),
            ("IBKR_TWS_PATH", Parent(Program.GatewayPath)),
            ("IBKR_TRADING_MODE", Mode.ControllerName()),
            ("IBKR_JAVA_OPTION", Program.JavaPath is { } java ? $"--java-path={java}" : ""),
            ("TZ", Program.TimeZone),
        ];
        return string.Concat(values.Select(entry => EnvironmentFileText.Write(entry.Key, entry.Value) + "\n"));
    }

    /// <summary>The controller's script adds <c>/ibgateway/VERSION</c> by itself.</summary>
    private static string Parent(string gatewayPath) =>
        gatewayPath.TrimEnd('/').LastIndexOf('/') is > 0 and var slash ? gatewayPath[..slash] : "/";
}
