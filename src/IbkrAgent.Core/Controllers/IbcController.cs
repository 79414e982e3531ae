using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Controllers;

/// <summary>IBC 3.19 to 3.24; docs/controller.md says what is relied on.</summary>
public sealed class IbcController : IController
{
    private static readonly Version First = new(0, 0);

    public string Name => "IBC";

    public string StartScript => "scripts/ibcstart.sh";

    public string VersionFile => "version";

    public string CommandPortKey => IbcSettings.CommandPortKey;

    public string ApiPortKey => IbcSettings.ApiPortKey;

    /// <remarks>
    /// RECONNECTDATA and RECONNECTACCOUNT are never sent: farms and accounts come back by themselves, for every client
    /// a reconnection is a gap, and without a main window RECONNECTDATA ends the Gateway.
    /// </remarks>
    public ControllerCommands Commands { get; } =
        new(
            Stop: new("STOP", First, NeedsLogin: false),
            // Without a main window these two wait for one for ever.
            Pause: new("PAUSE", new(3, 24), NeedsLogin: true),
            Restart: new("RESTART", First, NeedsLogin: true)
        );

    /// <remarks>The names are those of ibkr-gateway.service.</remarks>
    public LaunchEnvironment Launch(ProgramSettings program, string version, TradingMode mode) =>
        new([
            new("IBKR_IBC_PATH", program.IbcPath),
            new("IBKR_GATEWAY_VERSION", version),
            new("IBKR_TWS_PATH", Parent(program.GatewayPath)),
            new("IBKR_TRADING_MODE", IbcSettings.NameOf(mode)),
            new("IBKR_JAVA_OPTION", program.JavaPath is { } java ? $"--java-path={java}" : ""),
            new("TZ", program.TimeZone.Id),
        ]);

    public string RenderSettings(
        string operatorText,
        GatewayCredentials credentials,
        TradingMode mode,
        TimeOnly? ownRestart,
        bool? readOnlyApi
    ) => IbcSettings.Render(operatorText, credentials, mode, ownRestart, readOnlyApi);

    public bool? FindReadOnlyApi(string settings) => IbcSettings.FindReadOnlyApi(settings);

    public string MovePorts(string settings, int commandPort, int apiPort) =>
        IbcSettings.Set(IbcSettings.Set(settings, CommandPortKey, commandPort), ApiPortKey, apiPort);

    public string MoveApi(string settings, int port) => IbcSettings.Set(settings, ApiPortKey, port);

    public ForeignSettings ReadForeign(string settings) => IbcImport.Read(settings);

    public string TakeOver(string settings, string foreign) => IbcImport.TakeOver(settings, foreign);

    public string WithoutLogin(string settings) => IbcImport.WithoutLogin(settings);

    public int? FindCommandPort(string settings) => IbcSettings.FindPort(settings, CommandPortKey);

    public int? FindApiPort(string settings) => IbcSettings.FindPort(settings, ApiPortKey);

    public ControllerLine? ReadLog(ReadOnlySpan<char> line) => IbcLog.Read(line);

    /// <remarks>
    /// PAUSE and RESTART are answered twice: at once, and when the time is set, which needs a complete login. INFO and
    /// a greeting come only when the operator set SuppressInfoMessages=no.
    /// </remarks>
    public CommandReply? ReadReply(string line) =>
        line.Trim() switch
        {
            "OK" => new(CommandOutcome.Accepted, ""),
            ['O', 'K', ' ', .. var text] => new(
                Ends(text, " in progress") ? CommandOutcome.Announced : CommandOutcome.Accepted,
                text
            ),
            ['E', 'R', 'R', 'O', 'R', ' ', .. var text] => new(
                Ends(text, " already in progress") ? CommandOutcome.InProgress : CommandOutcome.Rejected,
                text
            ),
            _ => null,
        };

    public ExitMeaning Explain(int status) => IbcExits.Explain(status);

    private static bool Ends(string text, string end) => text.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    /// <summary>The start script adds <c>/ibgateway/VERSION</c> by itself.</summary>
    private static string Parent(string gatewayPath) =>
        gatewayPath.TrimEnd('/').LastIndexOf('/') is > 0 and var slash ? gatewayPath[..slash] : "/";
}
