using IbkrAgent.Gateway;

namespace IbkrAgent.Controllers;

/// <summary>The windows that IBC notices: which of them stand there until a human clicks.</summary>
/// <remarks>
/// IBC logs each window, whether it knows it or not. A dialog that it always answers, or that another line of the log
/// tells of, means nothing here. Every other one may need a human until it is closed, by whomever.
/// </remarks>
internal static class IbcDialogs
{
    /// <summary>Stands there until it is accepted, which IBC may be forbidden to do.</summary>
    public const string PaperWarning = "Warning";

    private const string Window = "detected ";
    private const string Dialog = "detected dialog entitled: ";
    private const string Event = "; event=";

    /// <summary>The configuration dialog has the account before it.</summary>
    private const string Configuration = "Configuration";

    /// <summary>No IBC answers it, and there is no other sign of this refusal.</summary>
    private const string Refusal = "Unrecognized Username or Password";

    /// <summary>The Gateway is about to end, whoever caused it.</summary>
    private static readonly string[] Endings = ["Shutdown progress", "Restart in progress"];

    private static readonly string[] Answered =
    [
        "Existing session detected",
        "Login Error",
        "Login failed",
        "Re-login is required",
        "Second Factor Authentication",
        "Security Code Card Authentication",
        "Tip of the Day",
    ];

    public static bool IsWindow(ReadOnlySpan<char> text) => text.StartsWith(Window, StringComparison.OrdinalIgnoreCase);

    public static ControllerLine? Read(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf(Event, StringComparison.OrdinalIgnoreCase);
        if (at < Dialog.Length || !text.StartsWith(Dialog, StringComparison.OrdinalIgnoreCase))
            return null;

        var title = text[Dialog.Length..at].Trim();
        var @event = text[(at + Event.Length)..];
        return MeaningOf(title) switch
        {
            { } meaning when Is(@event, "Opened") => new(meaning, IbcLog.Detail(title)),
            GatewaySignal.UnknownDialog when Is(@event, "Closed") => new(
                GatewaySignal.UnknownDialogClosed,
                IbcLog.Detail(title)
            ),
            _ => (ControllerLine?)null,
        };
    }

    private static GatewaySignal? MeaningOf(ReadOnlySpan<char> title) =>
        Is(title, Refusal) ? GatewaySignal.LoginFailed
        : IsIn(Endings, title) ? GatewaySignal.Closing
        : IsIn(Answered, title) || title.EndsWith(Configuration, StringComparison.OrdinalIgnoreCase) ? null
        : GatewaySignal.UnknownDialog;

    private static bool IsIn(string[] titles, ReadOnlySpan<char> title)
    {
        foreach (var known in titles)
        {
            if (Is(title, known))
                return true;
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<char> text, string whole) =>
        text.Equals(whole, StringComparison.OrdinalIgnoreCase);
}
