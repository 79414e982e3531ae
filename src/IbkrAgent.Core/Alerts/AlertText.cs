using System.Globalization;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>A report's terse lines as sentences for a message.</summary>
public static class AlertText
{
    public const string NothingToDo = "Nothing to do.";

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

    /// <summary>What an outage of that length is about: for how long, what was tried, where it may come from.</summary>
    public static string Outage(GatewayReport report, TimeSpan length)
    {
        var text = $"Not usable for {Duration(length)}. {Trouble(report, heldBack: 0)} {Attempts(report.Budget)}";
        return AlertCatalog.For(report.Verdict)?.LikelyCauses is { Length: > 0 } causes
            ? $"{text} Likely causes: {causes}."
            : text;
    }

    /// <summary>What it is now, and what was done to get there.</summary>
    public static string Recovery(GatewayReport report)
    {
        var text = Sentence(report.Reason);
        return report.Budget is { RestartsLastHour: 0, ColdLoginsLastHour: 0 }
            ? text
            : $"{text} {Attempts(report.Budget)}";
    }

    /// <summary>The next step; when it is the agent's own or none, what the operator can do all the same.</summary>
    public static string WhatToDo(GatewayReport report)
    {
        var next = Sentence(report.NextStep);
        return next.Length > 0 ? next
            : AlertCatalog.For(report.Verdict) is { } definition ? Sentence(Plain(definition.Runbook))
            : "Nothing yet: the agent goes on by itself.";
    }

    public static string Unsteady(AlertUnsteadiness unsteady, DateTimeOffset at) =>
        $"It was not ready {Times(unsteady)} within {Duration(at - unsteady.Since)}, "
        + $"{Duration(unsteady.NotReady)} altogether. Until it has been ready for half an hour, "
        + "only what needs you at once is told, and this once an hour.";

    public static string Steady(AlertUnsteadiness unsteady) =>
        $"It was not ready {Times(unsteady)} since {ReportText.Instant(unsteady.Since)}, "
        + $"{Duration(unsteady.NotReady)} altogether, and has been ready for half an hour now.";

    /// <summary>Without what marks the names in a document.</summary>
    public static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);

    private static string Times(AlertUnsteadiness unsteady) =>
        string.Create(CultureInfo.InvariantCulture, $"{unsteady.Times} times");

    private static string Attempts(BudgetReport budget) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Made within the last hour: {budget.RestartsLastHour} of {budget.RestartsPerHour} restarts and "
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{budget.ColdLoginsLastHour} of {budget.ColdLoginsPerHour} full logins."
        );

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
