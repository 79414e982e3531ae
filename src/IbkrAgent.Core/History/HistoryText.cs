using System.Globalization;
using IbkrAgent.Alerts;
using IbkrAgent.Common;

namespace IbkrAgent.History;

/// <summary>Events for people: one line each, oldest first, on their own clock; an incident is one line.</summary>
public static class HistoryText
{
    private const string Form = "yyyy-MM-dd HH:mm:sszzz";

    /// <summary>From here on an event that was written late says when it happened.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    private static readonly int KindWidth = Enum.GetValues<HistoryKind>().Max(kind => HistoryKinds.WordOf(kind).Length);

    /// <param name="events">oldest first.</param>
    /// <param name="until">they end there, and not with the present; null: they do not.</param>
    public static IEnumerable<string> Lines(
        IReadOnlyCollection<HistoryEvent> events,
        TimeZoneInfo zone,
        DateTimeOffset? until
    )
    {
        var gatewayWidth = events.Count == 0 ? 0 : events.Max(one => NameOf(one).Length);
        return Incident
            .Join(events)
            .Select(one => (one.At, Line(one.First, one.At, TextOf(one, zone, until))))
            .OrderBy(line => line.At) // stable
            .Select(line => line.Item2);

        string Line(HistoryEvent @event, DateTimeOffset at, string text) =>
            string.Join(
                ' ',
                Local(at, zone),
                NameOf(@event).PadRight(gatewayWidth),
                HistoryKinds.WordOf(@event.Kind).PadRight(KindWidth),
                text
            );
    }

    private static string NameOf(HistoryEvent @event) => OneLine.Of(@event.Gateway ?? "-");

    private static string TextOf(Incident one, TimeZoneInfo zone, DateTimeOffset? until)
    {
        if (one is { Began: null, Ended: null })
            return (one.First.At - one.First.HappenedAt).Duration() >= Late
                ? $"{one.First.Text} (at {Local(one.First.HappenedAt, zone)})"
                : one.First.Text;

        var what = one.Began is { } began
            ? OneLine.Of($"{began.Fields.GetValueOrDefault("verdict")}: {began.Fields.GetValueOrDefault("evidence")}")
            : $"incident {OneLine.Of(one.First.Incident ?? "")}, whose beginning is not shown";
        return $"{what}; {EndOf(one, zone, until)}";
    }

    private static string EndOf(Incident one, TimeZoneInfo zone, DateTimeOffset? until) =>
        one switch
        {
            { Ended: { } ended } =>
                $"over at {Local(one.EndedAt, zone)} after {AlertText.Duration(one.EndedAt - one.At)}"
                    + $" ({OneLine.Of(ended.Fields.GetValueOrDefault("verdict") ?? "")})",
            { IsFollowed: true } => "its end is not in the journal",
            _ when until is not null => "not over by then",
            _ => "not over",
        };

    private static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(Form, CultureInfo.InvariantCulture);
}
