using IbkrAgent.Common;

namespace IbkrAgent.Settings;

/// <summary>Where the agent's files are on the host; docs/architecture.md has the table.</summary>
/// <remarks>Another root exists for tests only.</remarks>
internal sealed record HostPaths(string Root = "/")
{
    public static readonly HostPaths Default = new();

    public string Settings => At("etc/ibkr/agent.ini");

    /// <summary>Holidays of the exchange, as the package ships them.</summary>
    public string ShippedCalendar => At("usr/share/ibkr-agent/nyse.calendar");

    /// <summary>The operator's holidays; they overrule the shipped ones.</summary>
    public string OwnCalendar => At("etc/ibkr/nyse.calendar");

    public string HandsOff => At("etc/ibkr/hands-off");

    /// <summary>The operator's files.</summary>
    public string SettingsDirectory => At("etc/ibkr");

    /// <summary>The agent's directories, one for each gateway.</summary>
    public string States => At("var/lib/ibkr-agent");

    /// <summary>The Gateway's own settings and logs.</summary>
    public string GatewayDirectory(InstanceName name) => Path.Combine(Gateways, name.ToString());

    /// <summary>Directories of the Gateway's user, one for each gateway.</summary>
    public string Gateways => At("var/lib/ibkr-gateway");

    /// <summary>The daemon's, in memory.</summary>
    public string Running => At("run/ibkr-agent");

    /// <summary>Directories of the Gateway's user in memory, one for each gateway that runs.</summary>
    public string RunningGateways => At("run/ibkr-gateway");

    /// <summary>The kernel's version (proc_sys_kernel(5)).</summary>
    public string Kernel => At("proc/sys/kernel/osrelease");

    /// <summary>What the distribution says of itself (os-release(5)).</summary>
    public string Distribution => At("etc/os-release");

    public string AlertSecrets => At("etc/ibkr/alerts.env");

    /// <summary>Secret headers for the health of dependents.</summary>
    public string DependentSecrets => At("etc/ibkr/dependents.env");

    public string ControlSocket => At("run/ibkr-agent/control.sock");

    /// <summary>As the package makes new ones.</summary>
    public string CredentialsTemplate => At("usr/share/ibkr-agent/credentials.env");

    /// <summary>As the package makes a new one.</summary>
    public string AlertsTemplate => At("usr/share/ibkr-agent/alerts.env");

    /// <summary>Where the operator's programs of before are looked for.</summary>
    public string Below(string directory) => At(directory);

    /// <summary>The controller's settings without credentials.</summary>
    public string ControllerSettings(InstanceName name) => At($"etc/ibkr/{OwnDirectory(name)}config.ini");

    public string Credentials(InstanceName name) => At($"etc/ibkr/{OwnDirectory(name)}credentials.env");

    public string StateDirectory(InstanceName name) => Path.Combine(States, name.ToString());

    /// <summary>What the supervisor remembers.</summary>
    public string StateFile(InstanceName name) => Path.Combine(StateDirectory(name), "state.json");

    /// <summary>What is remembered of its dependents.</summary>
    public string DependentsFile(InstanceName name) => Path.Combine(StateDirectory(name), "dependents.json");

    /// <summary>What is planned, and what became of restarts.</summary>
    public string RestartsFile(InstanceName name) => Path.Combine(StateDirectory(name), "restarts.json");

    /// <summary>Who has asked that a restart waits.</summary>
    public string InhibitorFile(InstanceName name) => Path.Combine(StateDirectory(name), "inhibitors.json");

    /// <summary>What a channel has not told yet.</summary>
    /// <remarks>Beside the gateways' directories: no instance has a dot in its name.</remarks>
    public string Outbox(string channel) => At($"var/lib/ibkr-agent/outbox.{channel}.json");

    /// <summary>Is there while the API is ready: what waits for <c>ibkr-api-ready.target</c> waits for it.</summary>
    public string ReadyMark(InstanceName name) => At($"run/ibkr-agent/api-ready.{name}");

    /// <summary>The rule that lets the agent restart and stop the dependents.</summary>
    /// <remarks>
    /// The number is below that of the shipped rule, which refuses everything else to this user: of all files, in the
    /// order of their names, the first answer counts (polkit(8)).
    /// </remarks>
    public string DependentsRule => At("etc/polkit-1/rules.d/49-ibkr-agent-dependents.rules");

    /// <summary>The gateway's own, in memory, gone when its unit stops.</summary>
    public string RuntimeDirectory(InstanceName name) => Path.Combine(RunningGateways, name.ToString());

    public string RenderedControllerSettings(InstanceName name) => Path.Combine(RuntimeDirectory(name), "ibc.ini");

    public string LaunchEnvironment(InstanceName name) => Path.Combine(RuntimeDirectory(name), "launch.env");

    /// <summary>What the present run of the gateway's unit was started with.</summary>
    /// <remarks>Beside the gateways' own directories, in one of root's: no instance has a dot in its name.</remarks>
    public string OrdersMark(InstanceName name) => Path.Combine(RunningGateways, $"{name}.orders");

    /// <summary>What the operator was told of orders.</summary>
    public string OrdersFile(InstanceName name) => Path.Combine(StateDirectory(name), "orders.json");

    /// <summary>The operator's: while it exists, orders that are enabled are taken.</summary>
    public string ArmFile(GatewaySettings gateway) =>
        gateway.Orders.ArmFile ?? At($"etc/ibkr/{OwnDirectory(gateway.Name)}armed");

    /// <summary>The kernel's lists of connections.</summary>
    public string NetworkTables => At("proc/self/net");

    private static string OwnDirectory(InstanceName name) => name.IsMain ? "" : $"{name}/";

    private string At(string path) => Path.Combine(Root, path);
}
