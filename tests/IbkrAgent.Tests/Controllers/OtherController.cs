using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Tests.Controllers;

/// <summary>A controller that is nothing like IBC, to see that all of it fits into one file.</summary>
internal sealed class OtherController : IController
{
    public string Name => "other";

    public string StartScript => "bin/start";

    public string VersionFile => "VERSION";

    public string CommandPortKey => "port";

    public string ApiPortKey => "api";

    public ControllerCommands Commands { get; } =
        new(new("quit", new(1, 0), NeedsLogin: false), new("doze", new(2, 0), NeedsLogin: true), null);

    public LaunchEnvironment Launch(ProgramSettings program, string version, TradingMode mode) =>
        new([new("OTHER_VERSION", version), new("OTHER_MODE", mode.ToString())]);

    public string RenderSettings(
        string operatorText,
        GatewayCredentials credentials,
        TradingMode mode,
        TimeOnly? ownRestart,
        bool? readOnlyApi
    ) => $"{operatorText}user {credentials.UserName.Reveal()}\n";

    public bool? FindReadOnlyApi(string settings) => null;

    public string MovePorts(string settings, int commandPort, int apiPort) =>
        $"{settings}port {commandPort}\napi {apiPort}\n";

    public string MoveApi(string settings, int port) => $"{settings}api {port}\n";

    public ForeignSettings ReadForeign(string settings) => new(new(""), new(""), null, FindApiPort(settings));

    public string TakeOver(string settings, string foreign) => foreign;

    public string WithoutLogin(string settings) => settings;

    public int? FindCommandPort(string settings) => FindPort(settings, $"{CommandPortKey} ");

    public int? FindApiPort(string settings) => FindPort(settings, $"{ApiPortKey} ");

    public ControllerLine? ReadLog(ReadOnlySpan<char> line) =>
        line is "logged in" ? new(GatewaySignal.LoginCompleted) : null;

    public CommandReply? ReadReply(string line) =>
        line switch
        {
            "+" => new(CommandOutcome.Accepted, ""),
            "-" => new(CommandOutcome.Rejected, "no"),
            _ => null,
        };

    public ExitMeaning Explain(int status) => new($"status {status}", "", IsCuredByRestart: status != 1);

    private static int? FindPort(string settings, string key) =>
        settings.Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? int.Parse(line[key.Length..], System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
