using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Controllers;

/// <summary>
/// The program that logs the Gateway in and steers its windows: everything in which one such program differs from
/// another.
/// </summary>
/// <remarks>Where it is installed is the operator's setting; how far a login came is told in our own words.</remarks>
public interface IController
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>What launches it and stays in the foreground, in its directory.</summary>
    string StartScript { get; }

    /// <summary>The file that holds its version and nothing else, in its directory.</summary>
    string VersionFile { get; }

    /// <summary>The key of its settings that opens the command port.</summary>
    string CommandPortKey { get; }

    /// <summary>The key of its settings that moves the API to another port.</summary>
    string ApiPortKey { get; }

    /// <summary>What it can be told on the command port.</summary>
    ControllerCommands Commands { get; }

    /// <summary>What the gateway's unit launches.</summary>
    /// <param name="version">the Gateway's version directory.</param>
    LaunchEnvironment Launch(ProgramSettings program, string version, TradingMode mode);

    /// <summary>Its settings for one run: what the operator wrote, and what the agent adds.</summary>
    /// <param name="ownRestart">
    /// when the Gateway restarts by itself, on its own wall clock, if the operator does not say it: the commands that
    /// keep a login leave another time behind. Null: they are not used.
    /// </param>
    /// <param name="readOnlyApi">whether the API takes no orders; null: as the operator wrote it.</param>
    /// <exception cref="FormatException"><paramref name="operatorText"/> is nothing that it could read.</exception>
    string RenderSettings(
        string operatorText,
        GatewayCredentials credentials,
        TradingMode mode,
        TimeOnly? ownRestart,
        bool? readOnlyApi
    );

    /// <summary>Whether the settings make the API take no orders; null: the Gateway's own setting decides.</summary>
    /// <exception cref="FormatException"><paramref name="settings"/> is nothing that it could read.</exception>
    bool? FindReadOnlyApi(string settings);

    /// <summary>The operator's settings of one gateway made those of another on the same host.</summary>
    /// <exception cref="FormatException"><paramref name="settings"/> is nothing that it could read.</exception>
    string MovePorts(string settings, int commandPort, int apiPort);

    /// <summary>The operator's settings with the API on another port.</summary>
    /// <exception cref="FormatException"><paramref name="settings"/> is nothing that it could read.</exception>
    string MoveApi(string settings, int port);

    /// <summary>What settings of an installation elsewhere say that has another place here.</summary>
    /// <exception cref="FormatException"><paramref name="settings"/> is nothing that it could read.</exception>
    ForeignSettings ReadForeign(string settings);

    /// <summary>
    /// The operator's settings with the values of an installation elsewhere, except for those that have another place
    /// here, and a command port that is closed.
    /// </summary>
    /// <exception cref="FormatException">one of both is nothing that it could read.</exception>
    string TakeOver(string settings, string foreign);

    /// <summary>The operator's settings without a login.</summary>
    /// <exception cref="FormatException"><paramref name="settings"/> is nothing that it could read.</exception>
    string WithoutLogin(string settings);

    /// <summary>Port of the command server; null when the settings do not open one.</summary>
    /// <exception cref="FormatException"><paramref name="settings"/> is nothing that it could read.</exception>
    int? FindCommandPort(string settings);

    /// <summary>Port to which the settings move the API; null when the Gateway's own settings decide.</summary>
    /// <exception cref="FormatException"><paramref name="settings"/> is nothing that it could read.</exception>
    int? FindApiPort(string settings);

    /// <summary>Meaning of one line of its log; null for a line without one, which allocates nothing.</summary>
    ControllerLine? ReadLog(ReadOnlySpan<char> line);

    /// <summary>Meaning of one line of the command port; null for a line that answers nothing.</summary>
    CommandReply? ReadReply(string line);

    /// <summary>Meaning of an end.</summary>
    /// <param name="status">exit status of the unit's main process, or the exit code that the log named.</param>
    ExitMeaning Explain(int status);
}
