using System.Text;
using IbkrAgent.History;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.History;

public sealed class HistoryTextTests
{
    [Fact]
    public void A_day_is_one_line_an_event_and_one_an_incident() =>
        Golden.Check(Text(Sample.Day, Zones.Zurich), "history-text");

    [Fact]
    public void A_day_as_JSON_is_one_object_an_event() =>
        Golden.Check(
            string.Concat(Sample.Day.Select(one => Encoding.UTF8.GetString(HistoryJson.LineOf(one)))),
            "history-json"
        );

    [Fact]
    public void An_incident_of_which_only_the_end_is_shown_stands_at_its_beginning()
    {
        var end = Sample.Day.Single(one => one.Name == "incident-ended");

        Assert.Equal(
            "2026-11-20 10:00:00+00:00 main incident  incident main-20261120T100000Z, whose beginning is not shown; "
                + "over at 2026-11-20 10:00:40+00:00 after 40 s (Ready)\n",
            Text([end], TimeZoneInfo.Utc)
        );
    }

    [Fact]
    public void An_incident_without_an_end_is_not_over_unless_another_one_followed()
    {
        var one = Sample.Day.Single(one => one is { Name: "incident-began", Gateway: "main" });
        var other = one with { At = one.At.AddHours(1), Incident = "main-other" };

        Assert.EndsWith("signal 9; not over\n", Text([one], TimeZoneInfo.Utc), StringComparison.Ordinal);
        Assert.EndsWith("; not over by then\n", Text([one], TimeZoneInfo.Utc, one.At), StringComparison.Ordinal);
        Assert.Collection(
            Text([one, other], TimeZoneInfo.Utc).TrimEnd().Split('\n'),
            line => Assert.EndsWith("; its end is not in the journal", line, StringComparison.Ordinal),
            line => Assert.EndsWith("; not over", line, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_is_no_history_is_no_event() =>
        Assert.Null(HistoryEvent.Of(Some.Instant, 2003, new Dictionary<string, string>(), "c"));

    private static string Text(HistoryEvent[] events, TimeZoneInfo zone, DateTimeOffset? until = null) =>
        string.Concat(HistoryText.Lines(events, zone, until).Select(line => $"{line}\n"));
}
