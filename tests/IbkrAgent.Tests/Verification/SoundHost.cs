using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Orders;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Verification;

/// <summary>A host on which every rule is kept, with one live gateway, and ways to break it.</summary>
internal static class SoundHost
{
    private const string SettingsText = """
        [gateway:main]
        trading_mode = live
        accounts = U1234567
        broker_host = broker.example:4000
        """;

    private static readonly string Units = Repository.PathOf("systemd");

    public static HostFacts Facts { get; } =
        new(Zones.Instant("2026-12-01T12:00Z"), [Gateway])
        {
            SettingsWarnings = [],
            Files = Known<IReadOnlyList<FileFacts>>([
                new("/etc/ibkr/agent.ini", "root", "root", 0b110_100_100, new(null, 0b110_100_100)),
                new("/etc/ibkr/alerts.env", "root", "root", 0b110_000_000, new(null, 0b110_000_000)),
            ]),
            Daemon = Known(
                Unit(
                    "ibkr-agent.service",
                    ("ActiveState", "active"),
                    ("UnitFileState", "enabled"),
                    ("Restart", "always"),
                    ("RestartPreventExitStatus", "78")
                )
            ),
            DaemonVersion = Known("1.2.3"),
            Version = "1.2.3",
            IsHandsOff = false,
            Processes = Known<IReadOnlyList<ProcessFacts>>([
                new(100, "xvfb.service", ["/usr/bin/Xvfb", ":99", "-auth", "/run/x"]),
                new(101, "ibkr-gateway.service", ["/opt/java", "-cp", "x", "ibcalpha.ibc.IbcGateway", "ibc.ini"]),
                new(102, "bot.service", ["/usr/bin/python3", "bot.py"]),
            ]),
            OpenPorts = Known<IReadOnlyList<TcpRow>>([Open("00000000000000000000000000000000:0FA1", 998)]),
            PacketFilter = Known(
                PacketFilter.Read(
                    """
                    {"nftables":[
                    {"chain":{"family":"inet","table":"t","name":"input","type":"filter","hook":"input","prio":0,"policy":"drop"}},
                    {"rule":{"family":"inet","table":"t","chain":"input","expr":[
                      {"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"lo"}},{"accept":null}]}}]}
                    """
                )
            ),
            OutsideAddresses = ["192.0.2.1"],
            IsClockSynchronised = Known(true),
            MissingZones = [],
            Memory = Known(Memory(4096, 8192)),
            Disks = Known<IReadOnlyList<DiskFacts>>([new("/var/log", 50_000)]),
            IsJournalPersistent = Known(true),
            StrayFiles = Known<IReadOnlyList<StrayFile>>([]),
            Needrestart = Known<string?>(File.ReadAllText(Repository.PathOf("packaging/needrestart/ibkr-agent.conf"))),
            UnattendedUpgrades = Known<string?>("Unattended-Upgrade::Automatic-Reboot \"false\";\n"),
            Channels = Known<IReadOnlyList<ChannelFacts>>([new("Discord", null)]),
        };

    private static GatewayFacts Gateway =>
        new(Settings())
        {
            Controller = Known(Ini("")),
            MissingProgram = [],
            ControllerVersion = new(3, 24, 1),
            Heap = Known<int?>(768),
            MissingCredentials = Known<IReadOnlyList<MissingPart>>([]),
            PortQuarrels = Known<IReadOnlyList<MissingPart>>([]),
            Orders = new(new(OrdersState.Undecided, "orders_enabled is not set: config.ini decides", ""), null, true),
            Files = Known<IReadOnlyList<FileFacts>>([
                new("/etc/ibkr/config.ini", "root", "ibkr-gateway", 0b110_100_000, new("ibkr-gateway", 0b110_100_000)),
            ]),
            GatewaySettings = Known<string?>("[Logon]\nTimeZone=America/New_York\n"),
            RestartFiles = Known<IReadOnlyList<string>>([]),
            Unit = Known(
                Unit(
                    "ibkr-gateway.service",
                    ("Requires", "xvfb.service system.slice"),
                    ("After", "network-online.target xvfb.service"),
                    ("ExecCondition", "{ path=/usr/bin/ibkr-agent ; argv[]=/usr/bin/ibkr-agent may-start main }"),
                    ("Restart", "no"),
                    ("TimeoutStartUSec", "1min"),
                    ("TimeoutStopUSec", "2min"),
                    ("LimitNOFILE", "524288"),
                    ("MemoryMax", "2147483648"),
                    ("UID", "998")
                )
            ),
            Display = Known(
                Unit(
                    "xvfb.service",
                    ("Environment", "DISPLAY=:99 XAUTHORITY=/run/ibkr-display/main/xauthority"),
                    ("ExecStart", "{ argv[]=/usr/bin/Xvfb :99 -auth /run/x -noreset -nolisten tcp -screen 0 ; }")
                )
            ),
            Timer = Known(
                Unit(
                    "ibkr-gateway-restart.timer",
                    ("ActiveState", "active"),
                    ("UnitFileState", "enabled"),
                    ("Persistent", "no")
                )
            ),
            Restarts = [Zones.Instant("2026-12-01T21:30Z")],
            BrokerRoute = Known(""),
            Verdict = Known(new VerdictFacts(Verdict.Ready, "API 176")),
        };

    /// <param name="available">MiB.</param>
    /// <param name="total">MiB.</param>
    public static HostAmount Memory(long available, long total) => new(available << 20, total << 20);

    public static Fact<T> Known<T>(T value) => new Fact<T>.Known(value);

    public static HostFacts WithGateway(this HostFacts host, Func<GatewayFacts, GatewayFacts> change) =>
        host with
        {
            Gateways = [change(host.Gateways[0])],
        };

    /// <summary>The gateway's section of agent.ini has these lines instead.</summary>
    public static HostFacts WithSettings(this HostFacts host, string text) =>
        host.WithGateway(gateway => gateway with { Settings = Settings(text) });

    /// <summary>Lines at the end of the shipped config.ini, where they count.</summary>
    public static HostFacts WithController(this HostFacts host, string lines) =>
        host.WithGateway(gateway => gateway with { Controller = Known(Ini(lines)) });

    public static HostFacts WithUnit(this HostFacts host, string property, string value) =>
        host.WithGateway(gateway => gateway with { Unit = Changed(gateway.Unit, property, value) });

    public static HostFacts WithTimer(this HostFacts host, string property, string value) =>
        host.WithGateway(gateway => gateway with { Timer = Changed(gateway.Timer, property, value) });

    public static HostFacts WithDaemon(this HostFacts host, string property, string value) =>
        host with
        {
            Daemon = Changed(host.Daemon, property, value),
        };

    public static HostFacts WithStray(this HostFacts host, string path, StrayKind kind, string text) =>
        host with
        {
            StrayFiles = Known<IReadOnlyList<StrayFile>>([new(path, kind, text)]),
        };

    public static HostFacts WithProcess(this HostFacts host, string unit, params string[] arguments) =>
        host with
        {
            Processes = Known<IReadOnlyList<ProcessFacts>>([
                .. ((Fact<IReadOnlyList<ProcessFacts>>.Known)host.Processes).Value,
                new(200, unit, arguments),
            ]),
        };

    public static TcpRow Open(string local, uint user) => new(local, "0:0000", State: 10, 0, 0, user);

    private static Fact<UnitFacts> Changed(Fact<UnitFacts> fact, string property, string value)
    {
        var unit = ((Fact<UnitFacts>.Known)fact).Value;
        return property == "Text"
            ? Known(unit with { Text = value })
            : Known(unit with { Properties = new Dictionary<string, string>(unit.Properties) { [property] = value } });
    }

    private static UnitFacts Unit(string name, params (string Property, string Value)[] properties) =>
        new(
            name,
            properties.Append(("LoadState", "loaded")).ToDictionary(entry => entry.Item1, entry => entry.Item2),
            File.ReadAllText(Path.Combine(Units, name))
        );

    private static ControllerIni Ini(string lines) =>
        new(
            "/etc/ibkr/config.ini",
            PropertiesText.Read($"{File.ReadAllText(Repository.PathOf("etc-ibkr/config.ini"))}\n{lines}\n")
        );

    private static GatewaySettings Settings(string text = SettingsText) =>
        Assert
            .IsType<SettingsOutcome.Loaded>(
                SettingsParser.Parse("agent.ini", text, TimeZoneInfo.FindSystemTimeZoneById, Some.Holidays)
            )
            .Settings.Gateways[0];
}
