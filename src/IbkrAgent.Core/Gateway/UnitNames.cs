using IbkrAgent.Common;

namespace IbkrAgent.Gateway;

/// <summary>The systemd units of one gateway instance.</summary>
public static class UnitNames
{
    public const string Daemon = "ibkr-agent.service";

    /// <summary>Tells when the daemon has failed.</summary>
    public const string DaemonReporter = $"ibkr-agent-failure@{Daemon}.service";

    public static string GatewayService(InstanceName name) =>
        name.IsMain ? "ibkr-gateway.service" : $"ibkr-gateway@{name}.service";

    public static string DisplayService(InstanceName name) => name.IsMain ? "xvfb.service" : $"xvfb@{name}.service";

    /// <summary>Elapses when the restart of the day is due.</summary>
    public static string RestartTimer(InstanceName name) =>
        name.IsMain ? "ibkr-gateway-restart.timer" : $"ibkr-gateway-restart@{name}.timer";

    /// <summary>Makes the restart of the day.</summary>
    public static string RestartService(InstanceName name) =>
        name.IsMain ? "ibkr-gateway-restart.service" : $"ibkr-gateway-restart@{name}.service";

    /// <summary>Active while the API is ready.</summary>
    public static string ReadyTarget(InstanceName name) =>
        name.IsMain ? "ibkr-api-ready.target" : $"ibkr-api-ready@{name}.target";
}
