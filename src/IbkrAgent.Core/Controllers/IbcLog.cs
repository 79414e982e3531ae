using IbkrAgent.Gateway;

namespace IbkrAgent.Controllers;

/// <summary>Turns a line of IBC's log into what it means for us. Lines without a meaning allocate nothing.</summary>
/// <remarks>
/// IBC stamps its own lines; those of its script have no stamp, and are known as a whole. Everything else is somebody
/// else's text: the rest of a dialog, a property of the Java machine. Versions differ in capitals: case is ignored.
/// </remarks>
internal static class IbcLog
{
    /// <summary>Zeros stand for digits.</summary>
    private const string Stamp = "0000-00-00 00:00:00:000 IBC: ";

    private const string CommandReceived = "CommandServer received command: ";
    private const string LoginAttempt = "Login attempt: ";
    private const string ScriptStatus = "IBC returned exit status ";
    private const string LoginWindowTimedOut = "1112";
    private const int LongestDetail = 200;

    private static readonly string[] Exits = ["Exiting with exit code=", "Exiting after error with exit code="];

    private static readonly string[] Commands = ["STOP", "RESTART", "PAUSE", "RECONNECTDATA", "RECONNECTACCOUNT"];

    /// <summary>Whole texts of IBC.</summary>
    private static readonly Marker[] Texts =
    [
        new("Re-starting session", GatewaySignal.SessionResumed),
        new("Login dialog WINDOW_OPENED: LoginState is LOGGED_OUT", GatewaySignal.LoginWindowShown),
        new("Second Factor Authentication initiated", GatewaySignal.SecondFactorRequested),
        new("Login has completed", GatewaySignal.LoginCompleted),
        new("Configuration tasks completed", GatewaySignal.ConfigurationDone),
        new("Login failed", GatewaySignal.LoginFailed),
        new("Re-login to session", GatewaySignal.SessionTaken),
        new("Cold restart in progress", GatewaySignal.ColdRestart),
        // The warning about a paper account: a dialog like others, until IBC is allowed to click it.
        new("Click button: I understand and accept", GatewaySignal.UnknownDialogClosed, IbcDialogs.PaperWarning),
        new("Login has completed: exiting via [File, Close] menu", GatewaySignal.Closing),
        new("Login has not completed: exiting immediately", GatewaySignal.Closing),
    ];

    /// <summary>Beginnings of IBC's texts; the whole text is the detail.</summary>
    private static readonly Marker[] Beginnings =
    [
        new("Duration since login: ", GatewaySignal.SecondFactorClosed),
        new("Re-login after second factor authentication timeout ", GatewaySignal.SecondFactorTimedOut),
        new("You should specify the required second factor device", GatewaySignal.SecondFactorUnavailable),
        new("could not find second factor device", GatewaySignal.SecondFactorUnavailable),
        new("Too many failed login attempts", GatewaySignal.TooManyFailedLogins),
        new("Connection to server failed", GatewaySignal.ServerUnreachable),
        new("Autorestart file contains invalid credentials", GatewaySignal.ColdRestart),
        new("Gateway will be shut down at ", GatewaySignal.CloseScheduled),
        new("Gateway will be cold restarted at ", GatewaySignal.CloseScheduled),
        new("Auto restart time set to ", GatewaySignal.CloseScheduled),
        new("Auto restart time already set to ", GatewaySignal.CloseScheduled),
        new("Auto logoff time set to ", GatewaySignal.CloseScheduled),
        new("Auto logoff time already set to ", GatewaySignal.CloseScheduled),
    ];

    /// <summary>How IBC answers the dialog "Existing session detected": the end of its text says which way.</summary>
    private static readonly Marker[] Scenarios =
    [
        new("(scenario 1)", GatewaySignal.ExistingSessionAsks),
        new("(scenario 2)", GatewaySignal.ExistingSessionWins),
        new("(scenario 3)", GatewaySignal.ExistingSessionLoses),
        new("(scenario 4)", GatewaySignal.ExistingSessionWins),
        new("(scenario 5)", GatewaySignal.ExistingSessionLoses),
        new("(scenario 6)", GatewaySignal.ExistingSessionWins),
    ];

    /// <summary>Whole lines of the script.</summary>
    private static readonly Marker[] ScriptLines =
    [
        new("Starting Gateway with this command:", GatewaySignal.ProcessStarted),
        new("IBC will cold-restart shortly", GatewaySignal.ColdRestart),
        new(
            "WARNING: More than one autorestart file was found. IBC can't determine which is",
            GatewaySignal.ColdRestart,
            "more than one stored login was found: all are deleted"
        ),
        new("IBC is paused", GatewaySignal.Paused),
    ];

    public static ControllerLine? Read(ReadOnlySpan<char> line) =>
        IsStamped(line) ? OfIbc(line[Stamp.Length..].TrimEnd()) : OfScript(line.TrimEnd());

    private static bool IsStamped(ReadOnlySpan<char> line)
    {
        if (line.Length <= Stamp.Length)
            return false;
        for (var i = 0; i < Stamp.Length; i++)
        {
            if (Stamp[i] == '0' ? !char.IsAsciiDigit(line[i]) : line[i] != Stamp[i])
                return false;
        }

        return true;
    }

    /// <summary>Texts that others chose, titles and commands, are read first and count for nothing else.</summary>
    private static ControllerLine? OfIbc(ReadOnlySpan<char> text) =>
        IbcDialogs.IsWindow(text) ? IbcDialogs.Read(text)
        : Begins(text, CommandReceived) ? Command(text[CommandReceived.Length..])
        : Begins(text, LoginAttempt) ? Attempt(text[LoginAttempt.Length..])
        : Find(Texts, text) ?? FindBeginning(text) ?? Exit(text) ?? Scenario(text);

    private static ControllerLine? OfScript(ReadOnlySpan<char> line) =>
        Begins(line, ScriptStatus) && IsNumber(line[ScriptStatus.Length..])
            ? new(GatewaySignal.ProcessEnded, new(line[ScriptStatus.Length..]))
            : Find(ScriptLines, line);

    private static ControllerLine? Command(ReadOnlySpan<char> command)
    {
        foreach (var known in Commands)
        {
            if (command.Equals(known, StringComparison.OrdinalIgnoreCase))
                return new(
                    known switch
                    {
                        "PAUSE" => GatewaySignal.PauseTaken,
                        "RESTART" => GatewaySignal.RestartTaken,
                        _ => GatewaySignal.CommandTaken,
                    },
                    known
                );
        }

        return null;
    }

    /// <summary>Whatever follows the number: a login too many that is counted is better than one too few.</summary>
    private static ControllerLine? Attempt(ReadOnlySpan<char> number) =>
        number is [>= '0' and <= '9', ..] ? new(GatewaySignal.LoginAttempted) : null;

    private static ControllerLine? Exit(ReadOnlySpan<char> text)
    {
        foreach (var beginning in Exits)
        {
            if (!Begins(text, beginning) || !IsNumber(text[beginning.Length..]))
                continue;
            var code = text[beginning.Length..];
            return code is LoginWindowTimedOut
                ? new(GatewaySignal.LoginWindowMissing)
                : new(GatewaySignal.ControllerFailed, new(code));
        }

        return null;
    }

    private static ControllerLine? Scenario(ReadOnlySpan<char> text)
    {
        foreach (var scenario in Scenarios)
        {
            if (text.EndsWith(scenario.Text, StringComparison.OrdinalIgnoreCase))
                return new(scenario.Signal, Detail(text));
        }

        return null;
    }

    private static ControllerLine? Find(Marker[] markers, ReadOnlySpan<char> text)
    {
        foreach (var marker in markers)
        {
            if (text.Equals(marker.Text, StringComparison.OrdinalIgnoreCase))
                return new(marker.Signal, marker.Detail);
        }

        return null;
    }

    private static ControllerLine? FindBeginning(ReadOnlySpan<char> text)
    {
        foreach (var marker in Beginnings)
        {
            if (Begins(text, marker.Text))
                return new(marker.Signal, Detail(text));
        }

        return null;
    }

    /// <summary>A dialog may say a lot.</summary>
    internal static string Detail(ReadOnlySpan<char> text) => new(text[..Math.Min(text.Length, LongestDetail)]);

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return text.Length is > 0 and <= 5;
    }

    private static bool Begins(ReadOnlySpan<char> text, string start) =>
        text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private readonly record struct Marker(string Text, GatewaySignal Signal, string Detail = "");
}
