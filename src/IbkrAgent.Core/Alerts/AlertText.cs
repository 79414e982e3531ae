using System.Globalization;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>A report's terse lines as sentences for a message.</summary>
internal static class AlertText
{
    /// <param name="heldBack">how many occurrences were not sent since the last message of this kind.</param>
    public static string Trouble(GatewayReport report, int heldBack)
    {
        var text = Sentence(report.Reason);
        if (report.HandsOff)
            text += " Hands off: the agent only watches while the hands-off file exists.";
        else if (report.Mode == AgentMode.Observe)
            text += " The agent only watches: its mode is observe.";

        return heldBack switch
        {
            0 => text,
            1 => text + " It happened once more since the last message.",
            _ => text
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $" It happened {heldBack} more times since the last message."
                ),
        };
    }

    /// <summary>At most so many characters; what is cut off ends in an ellipsis.</summary>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
            return text;

        var end = char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1;
        return text[..end] + "…";
    }

    public static string Sentence(string line) =>
        line.Length == 0 ? "" : char.ToUpperInvariant(line[0]) + line[1..] + (line[^1] is '.' or '!' or '?' ? "" : ".");

    public static string Duration(TimeSpan time) =>
        time switch
        {
            { TotalSeconds: < 1 } => "less than a second",
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s"),
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
        };
}
