using IbkrAgent.Alerts;

namespace IbkrAgent.Tests.Alerts;

public sealed class OutboxTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Alerts_wait_in_their_order()
    {
        var outbox = Filled(Some("gateway-down"), Some("approval-needed"), Some("login-failed", incident: "b-1"));

        Assert.Equal("gateway-down", outbox.Next?.Code);
        Assert.Equal(["gateway-down", "approval-needed", "login-failed"], Codes(outbox));
        Assert.Equal("approval-needed", outbox.Without(outbox.Next!).Next?.Code);
    }

    [Fact]
    public void An_all_clear_takes_the_place_of_what_was_not_told_before_it()
    {
        var outbox = Filled(
            Some("gateway-down"),
            Some("gateway-down", incident: "b-1"),
            Some("approval-needed", minute: 1),
            Clear(minute: 3)
        );

        Assert.Equal(["gateway-down", "recovered"], Codes(outbox));
        Assert.Equal("b-1", outbox.Next?.IncidentId);
        Assert.Equal(
            "It is over. Not told before: 2026-11-30 12:00:00 UTC gateway-down: title; "
                + "2026-11-30 12:01:00 UTC approval-needed: title.",
            outbox.Waiting[1].Text
        );
    }

    [Fact]
    public void What_is_on_its_way_cannot_be_taken_back_but_is_when_it_did_not_arrive()
    {
        var down = Some("gateway-down");
        var outbox = Filled(down).Add(Clear(minute: 1), AlertSeverity.Information, onItsWay: down).Outbox;
        Assert.Equal(["gateway-down", "recovered"], Codes(outbox));

        Assert.Equal(["recovered"], Codes(outbox.Settle()));
        Assert.Contains("Not told before", outbox.Settle().Next?.Text, StringComparison.Ordinal);
        Assert.Equal("It is over.", outbox.Without(down).Settle().Next?.Text);
    }

    [Fact]
    public void Two_incidents_each_with_an_all_clear_are_two_messages()
    {
        var outbox = Filled(
            Some("gateway-down"),
            Clear(minute: 1),
            Some("gateway-down", incident: "main-2", minute: 2),
            Clear(incident: "main-2", minute: 3)
        );

        Assert.Equal(["main-1", "main-2"], outbox.Waiting.Select(alert => alert.IncidentId));
        Assert.All(outbox.Waiting, alert => Assert.Single(Matches(alert.Text, "gateway-down")));
    }

    [Fact]
    public void Of_one_incident_and_code_only_the_newest_waits()
    {
        var first = Some("approval-needed");
        var second = first with { Text = "again", At = Noon.AddMinutes(4) };
        Assert.Equal(["again"], Filled(first, second).Waiting.Select(alert => alert.Text));

        var sent = Filled(first).Add(second, AlertSeverity.Information, onItsWay: first).Outbox;
        Assert.Equal(["text", "again"], sent.Waiting.Select(alert => alert.Text));
    }

    [Fact]
    public void A_channel_that_was_not_alarmed_gets_no_all_clear_and_one_that_was_gets_it_once()
    {
        var critical = Some("gateway-down") with { Severity = AlertSeverity.Critical };
        var outbox = Filled(AlertSeverity.Critical, Some("degraded"), Clear());
        Assert.Empty(outbox.Waiting);

        outbox = outbox.Add(critical, AlertSeverity.Critical, onItsWay: null).Outbox.Without(critical);
        outbox = outbox.Add(Clear(), AlertSeverity.Critical, onItsWay: null).Outbox;
        outbox = outbox.Add(Clear(minute: 1), AlertSeverity.Critical, onItsWay: null).Outbox;
        Assert.Equal(["recovered"], Codes(outbox));
    }

    [Fact]
    public void A_full_outbox_leaves_out_the_oldest_of_the_least_severe_and_says_how_many()
    {
        var critical = Some("gateway-down", incident: "main-0") with { Severity = AlertSeverity.Critical };
        var outbox = Filled([
            critical,
            .. Enumerable.Range(1, Outbox.Capacity - 1).Select(number => Some("degraded", incident: $"main-{number}")),
        ]);

        var (full, dropped) = outbox.Add(Some("degraded", incident: "b-1"), AlertSeverity.Warning, onItsWay: null);

        Assert.Equal("main-1", Assert.Single(dropped).IncidentId);
        Assert.Equal(Outbox.Capacity, full.Waiting.Count);
        Assert.Equal("main-0", full.Next?.IncidentId);
        Assert.EndsWith(
            "1 more found no room while nothing could be sent: journalctl -u ibkr-agent has them.",
            full.AsTold(critical, Noon).Text,
            StringComparison.Ordinal
        );
        Assert.Equal("text", full.Without(critical).AsTold(critical, Noon).Text);
    }

    [Fact]
    public void What_has_waited_for_days_is_not_told_any_more()
    {
        var outbox = Filled(Some("gateway-down"), Some("login-failed", minute: 10));

        var (left, expired) = outbox.Expire(Noon + Outbox.LongestWait + TimeSpan.FromMinutes(5));

        Assert.Equal("gateway-down", Assert.Single(expired).Code);
        Assert.Equal(["login-failed"], Codes(left));
    }

    [Fact]
    public void What_is_told_late_says_of_when_it_is()
    {
        var alert = Some("gateway-down");
        Assert.Equal("text", Outbox.Empty.AsTold(alert, Noon.AddMinutes(1)).Text);
        Assert.Equal(
            "(Delayed: this is of 2026-11-30 12:00:00 UTC.) text",
            Outbox.Empty.AsTold(alert, Noon.AddMinutes(3)).Text
        );
    }

    [Fact]
    public void Incidents_without_an_end_are_forgotten_in_time()
    {
        var outbox = Outbox.Empty;
        for (var number = 0; number < 1000; number++)
        {
            var alert = Some("restart-skipped", incident: $"main-{number}");
            outbox = outbox.Add(alert, AlertSeverity.Warning, onItsWay: null).Outbox.Without(alert);
        }

        Assert.InRange(outbox.Alarmed.Count, 1, 200);
        Assert.Equal("main-999", outbox.Alarmed[^1]);
    }

    private static Outbox Filled(params Alert[] alerts) => Filled(AlertSeverity.Information, alerts);

    private static Outbox Filled(AlertSeverity least, params Alert[] alerts) =>
        alerts.Aggregate(Outbox.Empty, (outbox, alert) => outbox.Add(alert, least, onItsWay: null).Outbox);

    private static IEnumerable<string> Codes(Outbox outbox) => outbox.Waiting.Select(alert => alert.Code);

    private static IEnumerable<int> Matches(string text, string word) =>
        Enumerable.Range(0, text.Length).Where(at => text.AsSpan(at).StartsWith(word, StringComparison.Ordinal));

    private static Alert Some(string code, string incident = "main-1", int minute = 0) =>
        new(code, AlertSeverity.Warning, "main", "title", "text", "", Noon.AddMinutes(minute), incident);

    private static Alert Clear(string incident = "main-1", int minute = 0) =>
        Some("recovered", incident, minute) with
        {
            Severity = AlertSeverity.Information,
            Text = "It is over.",
        };
}
