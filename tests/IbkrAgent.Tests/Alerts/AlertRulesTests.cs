using System.Text.Json;
using IbkrAgent.Alerts;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed class AlertRulesTests
{
    private readonly Story _story = new();

    [Fact]
    public void A_gateway_that_goes_down_is_told_once_and_its_recovery_with_the_downtime()
    {
        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down));
        Assert.Equal([], _story.At(10, Verdict.Down));
        Assert.Equal([], _story.At(12, Verdict.Starting));
        Assert.Equal([], _story.At(200, Verdict.Down));
        Assert.Equal([], _story.At(210, Verdict.Starting));
        Assert.Equal(["recovered"], _story.At(232, Verdict.Ready));
        Assert.Equal([], _story.At(500, Verdict.Ready));

        Assert.StartsWith("It was not ready for 3 min 52 s.", _story.Sent[^1].Text, StringComparison.Ordinal);
        Assert.Single(_story.Sent.Select(alert => alert.IncidentId).Distinct());
    }

    [Fact]
    public void Another_cause_in_the_same_incident_is_told_too()
    {
        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down));
        Assert.Equal(["api-silent"], _story.At(60, Verdict.ApiSilent));
        Assert.Equal([], _story.At(70, Verdict.Down));
        Assert.Equal(["recovered"], _story.At(80, Verdict.Ready));
    }

    [Fact]
    public void What_follows_from_a_cause_that_was_told_is_not()
    {
        Assert.Equal(["locked-out"], _story.At(0, Verdict.LockedOut));
        Assert.Equal([], _story.At(60, Verdict.Down, BudgetIsSpent));
        Assert.Equal([], _story.At(130, Verdict.Down, BudgetIsSpent));
        Assert.Equal([], _story.At(140, Verdict.LoginFailed));
        Assert.Equal(["wrong-account"], _story.At(150, Verdict.WrongAccount));
    }

    [Fact]
    public void An_outage_gets_louder_with_its_length_and_says_what_was_tried()
    {
        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down));
        Assert.Equal([], _story.At(299, Verdict.Starting));
        Assert.Equal(["outage-warning"], _story.At(300, Verdict.Starting));
        Assert.Equal([], _story.At(360, Verdict.Starting));
        Assert.Equal(["port-closed"], _story.At(400, Verdict.PortClosed));
        Assert.Equal(
            ["outage-critical"],
            _story.At(17 * 60, Verdict.PortClosed, report => report with { NextStep = "" })
        );
        var told = _story.Sent[^1];
        Assert.Equal(AlertSeverity.Critical, told.Severity);
        Assert.Equal(
            "Not usable for 17 min 0 s. It was seen. Made within the last hour: 0 of 5 restarts and 1 of 2 full logins. "
                + "Likely causes: a dialog that waits in the window; another port than api_port; a login that hangs.",
            told.Text
        );
        Assert.StartsWith("Usually nothing: restarted after 3 min.", told.WhatToDo, StringComparison.Ordinal);

        Assert.Equal(["outage-severe"], _story.At(3600, Verdict.PortClosed));
        Assert.Equal(["outage-lasting"], _story.At(7200, Verdict.PortClosed));
        Assert.Equal([], _story.At(90000, Verdict.PortClosed));
        Assert.Equal(["recovered"], _story.At(90001, Verdict.Ready));
        Assert.StartsWith("It was not ready for 25 h 0 min.", _story.Sent[^1].Text, StringComparison.Ordinal);
        Assert.Single(_story.Sent.Select(alert => alert.IncidentId).Distinct());
    }

    /// <summary>Once a minute, and at the second at which something becomes due.</summary>
    [Theory]
    [InlineData(Verdict.Down, 0, 60)]
    [InlineData(Verdict.Down, 299, 300)]
    [InlineData(Verdict.Down, 300, 360)]
    [InlineData(Verdict.Down, 1019, 1020)]
    [InlineData(Verdict.Down, 7200, 7260)]
    [InlineData(Verdict.Degraded, 299, 359)]
    [InlineData(Verdict.Ready, 0, 60)]
    [InlineData(Verdict.Stopped, 1, 10)]
    [InlineData(Verdict.Stopped, 20, 80)]
    public void It_is_known_to_the_second_when_to_look_again(Verdict verdict, int second, int next)
    {
        var report = Some.Report(verdict, since: Some.Instant);
        var at = Some.Instant.AddSeconds(second);

        Assert.Equal(
            Some.Instant.AddSeconds(next),
            AlertRules.LookAgainAt(AlertLedger.Empty, report, AlertEscalation.Default, at)
        );
    }

    [Theory]
    [InlineData(Verdict.Ready, true)]
    [InlineData(Verdict.Stopped, false)]
    public void What_the_operator_knows_is_not_looked_at_again(Verdict verdict, bool isRunning)
    {
        static DateTimeOffset? Again(GatewayReport report, bool? known) =>
            AlertRules.LookAgainAt(
                AlertLedger.Empty with
                {
                    IsKnownToRun = known,
                },
                report,
                AlertEscalation.Default,
                Some.Instant
            );

        var report = Some.Report(verdict);
        Assert.Null(Again(report, isRunning));
        Assert.NotNull(Again(report, !isRunning));
    }

    [Fact]
    public void A_stage_that_was_slept_over_is_not_made_up_for()
    {
        _story.At(0, Verdict.Down);
        Assert.Equal(["outage-severe"], _story.At(4000, Verdict.Down));
        Assert.Equal([], _story.At(4060, Verdict.Down));
    }

    /// <summary>A start that never comes to an end has no alert of its own.</summary>
    [Fact]
    public void A_start_that_takes_too_long_is_told()
    {
        Assert.Equal([], _story.At(0, Verdict.Stopped, report => report with { OnPurpose = true }));
        Assert.Equal([], _story.At(1, Verdict.Starting));
        Assert.Equal(["outage-warning"], _story.At(301, Verdict.Starting));
    }

    [Fact]
    public void No_outage_is_what_somebody_wanted_what_is_expected_or_what_still_works()
    {
        foreach (var verdict in new[] { Verdict.Degraded, Verdict.NotConfigured })
        {
            _story.At(0, verdict);
            Assert.DoesNotContain("outage-warning", _story.At(3600, verdict));
        }

        static GatewayReport Held(GatewayReport report) => report with { Hold = "until noon, by anna" };
        _story.At(4000, Verdict.Down, Held);
        Assert.DoesNotContain("outage-warning", _story.At(9000, Verdict.Down, Held));
        static GatewayReport Expected(GatewayReport report) => report with { ExpectedUntil = Some.Instant.AddHours(9) };
        Assert.Equal([], _story.At(9100, Verdict.UpstreamLost, Expected));
        Assert.Equal([], _story.At(9999, Verdict.UpstreamLost, Expected));
        var end = 9 * 3600; // from then on it counts
        Assert.DoesNotContain("outage-warning", _story.At(end + 299, Verdict.UpstreamLost));
        _story.At(end + 301, Verdict.UpstreamLost);
        Assert.DoesNotContain("outage-critical", _story.Sent.Select(alert => alert.Code));
        Assert.Equal(["outage-critical"], _story.At(end + 17 * 60, Verdict.UpstreamLost));
    }

    [Fact]
    public void What_the_agent_may_not_cure_needs_a_human_at_once()
    {
        _story.At(0, Verdict.Down);
        Assert.Equal(AlertSeverity.Warning, _story.Sent[^1].Severity);
        _story.At(1, Verdict.Ready);
        _story.At(400, Verdict.Down, report => report with { HandsOff = true });
        Assert.Equal(AlertSeverity.Critical, _story.Sent[^1].Severity);
    }

    /// <summary>It dies every five minutes, for two hours, and comes back after one.</summary>
    [Fact]
    public void A_gateway_that_keeps_failing_is_one_message_an_hour_until_it_is_steady()
    {
        List<string> codes = [];
        for (var second = 0; second < 7200; second += 310)
        {
            codes.AddRange(_story.At(second, Verdict.Down));
            codes.AddRange(_story.At(second + 60, Verdict.Ready));
        }

        Assert.Equal(
            [
                .. Enumerable.Repeat<string[]>(["gateway-down", "recovered"], 3).SelectMany(pair => pair),
                "unsteady",
                "unsteady",
            ],
            codes
        );
        Assert.StartsWith(
            "It was not ready 4 times within 15 min 30 s, 3 min 0 s altogether.",
            _story.Sent[6].Text,
            StringComparison.Ordinal
        );
        Assert.StartsWith("It was not ready 16 times within", _story.Sent[7].Text, StringComparison.Ordinal);

        Assert.Equal([], _story.At(8980, Verdict.Ready));
        Assert.Equal(["steady-again"], _story.At(9000, Verdict.Ready));
        Assert.Equal(_story.Sent[6].IncidentId, _story.Sent[^1].IncidentId);
        Assert.Equal(["gateway-down"], _story.At(9400, Verdict.Down));
    }

    [Fact]
    public void What_needs_a_human_at_once_is_told_however_often_it_fails()
    {
        for (var second = 0; second < 1550; second += 310)
        {
            _story.At(second, Verdict.Down);
            _story.At(second + 60, Verdict.Ready);
        }

        Assert.Equal(["approval-needed"], _story.At(1600, Verdict.AwaitingTwoFactor));
        Assert.Equal(["recovered"], _story.At(1700, Verdict.Ready));
    }

    private static GatewayReport OnPurpose(GatewayReport report) => report with { OnPurpose = true };

    private static GatewayReport BudgetIsSpent(GatewayReport report) =>
        report with
        {
            Budget = Some.Budget with { RestartsLastHour = 5 },
        };

    [Fact]
    public void A_recovery_is_silent_when_nothing_was_sent()
    {
        Assert.Equal([], _story.At(0, Verdict.UpstreamLost));
        Assert.Equal([], _story.At(100, Verdict.Ready));
    }

    [Fact]
    public void A_lost_upstream_is_told_when_it_lasts()
    {
        Assert.Equal([], _story.At(0, Verdict.UpstreamLost));
        Assert.Equal([], _story.At(299, Verdict.UpstreamLost));
        Assert.Equal(["upstream-lost"], _story.At(300, Verdict.UpstreamLost));
        Assert.Equal(["recovered"], _story.At(301, Verdict.Ready));
    }

    [Fact]
    public void Flapping_is_told_every_five_minutes_with_what_was_held_back()
    {
        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down));
        Assert.Equal(["recovered"], _story.At(20, Verdict.Ready));
        Assert.Equal([], _story.At(60, Verdict.Down));
        Assert.Equal([], _story.At(80, Verdict.Ready));
        Assert.Equal(["gateway-down"], _story.At(301, Verdict.Down));

        Assert.EndsWith(
            "It happened once more since the last message.",
            _story.Sent[^1].Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_was_held_back_is_told_later_when_it_lasts()
    {
        _story.At(0, Verdict.Down);
        _story.At(20, Verdict.Ready);
        Assert.Equal([], _story.At(60, Verdict.Down));
        Assert.Equal(["gateway-down"], _story.At(300, Verdict.Down));
        Assert.Equal("It was seen.", _story.Sent[^1].Text);
        Assert.Equal(["recovered"], _story.At(310, Verdict.Ready));
    }

    [Fact]
    public void Each_request_for_approval_is_told_at_once_because_each_needs_a_tap()
    {
        Assert.Equal(["approval-needed"], _story.At(0, Verdict.AwaitingTwoFactor));
        Assert.Equal([], _story.At(30, Verdict.AwaitingTwoFactor));
        Assert.Equal([], _story.At(180, Verdict.Starting));
        Assert.Equal(["approval-needed"], _story.At(360, Verdict.AwaitingTwoFactor));
        Assert.Equal(["recovered"], _story.At(370, Verdict.Ready));
    }

    [Fact]
    public void Each_request_for_approval_is_told_at_once_because_it_can_be_answered_for_minutes_only()
    {
        Assert.Equal(["approval-needed"], _story.At(0, Verdict.AwaitingTwoFactor));
        _story.At(180, Verdict.Starting);
        Assert.Equal(["approval-needed"], _story.At(200, Verdict.AwaitingTwoFactor));
        Assert.Equal([], _story.At(299, Verdict.AwaitingTwoFactor));
    }

    /// <summary>A new daemon finds the request that the one before it has told.</summary>
    [Fact]
    public void The_same_request_is_not_told_again_by_another_daemon()
    {
        static GatewayReport Asked(GatewayReport report, int second) =>
            report with
            {
                ApprovalAskedAt = Some.Instant.AddSeconds(second),
            };

        Assert.Equal(["approval-needed"], _story.At(0, Verdict.AwaitingTwoFactor, report => Asked(report, 0)));
        Assert.Equal([], _story.At(20, Verdict.Starting));
        Assert.Equal([], _story.At(21, Verdict.AwaitingTwoFactor, report => Asked(report, 0)));
        Assert.Equal(["approval-needed"], _story.At(40, Verdict.AwaitingTwoFactor, report => Asked(report, 40)));
    }

    [Fact]
    public void A_stop_on_purpose_ends_the_incident_and_is_told_when_it_lasts()
    {
        _story.At(0, Verdict.Ready);
        Assert.Equal(["gateway-down"], _story.At(5, Verdict.Down));
        Assert.Equal([], _story.At(10, Verdict.Stopped, OnPurpose));
        Assert.Equal(["stopped"], _story.At(20, Verdict.Stopped, OnPurpose));
        Assert.Equal([], _story.At(900, Verdict.Stopped, OnPurpose));
        Assert.Equal([], _story.At(910, Verdict.Starting));
        Assert.Equal(["started"], _story.At(930, Verdict.Ready));
        Assert.Equal([], _story.At(990, Verdict.Ready));
        Assert.Equal(AlertSeverity.Information, _story.Sent[^1].Severity);
    }

    /// <summary>A restart, and a daemon that begins beside a Gateway that runs or rests.</summary>
    [Fact]
    public void A_stop_in_passing_and_what_was_so_before_are_no_alerts()
    {
        Assert.Equal([], _story.At(0, Verdict.Ready));
        Assert.Equal([], _story.At(10, Verdict.Stopped, OnPurpose));
        Assert.Equal([], _story.At(19, Verdict.Starting));
        Assert.Equal([], _story.At(30, Verdict.Ready));

        var other = new Story();
        Assert.Equal([], other.At(0, Verdict.Stopped, OnPurpose));
        Assert.Equal([], other.At(60, Verdict.Stopped, OnPurpose));
        Assert.Equal(["started"], other.At(90, Verdict.Ready));
    }

    /// <summary>The window opens, and the login wants the phone: that it is ready is said once.</summary>
    [Fact]
    public void A_start_with_an_alert_of_its_own_ends_in_its_recovery()
    {
        _story.At(0, Verdict.Stopped, OnPurpose);
        _story.At(10, Verdict.Stopped, OnPurpose);
        Assert.Equal(["approval-needed"], _story.At(400, Verdict.AwaitingTwoFactor));
        Assert.Equal(["recovered"], _story.At(420, Verdict.Ready));
        Assert.Equal([], _story.At(480, Verdict.Ready));
    }

    /// <summary>What is told in the end is how it is.</summary>
    [Fact]
    public void A_gateway_that_is_stopped_and_started_again_and_again_is_no_flood()
    {
        _story.At(0, Verdict.Ready);
        _story.At(10, Verdict.Stopped, OnPurpose);
        Assert.Equal(["stopped"], _story.At(20, Verdict.Stopped, OnPurpose));
        Assert.Equal(["started"], _story.At(40, Verdict.Ready));
        _story.At(60, Verdict.Stopped, OnPurpose);
        Assert.Equal([], _story.At(80, Verdict.Stopped, OnPurpose));
        Assert.Equal([], _story.At(100, Verdict.Ready));
        _story.At(120, Verdict.Stopped, OnPurpose);
        Assert.Equal([], _story.At(319, Verdict.Stopped, OnPurpose));
        Assert.Equal(["stopped"], _story.At(320, Verdict.Stopped, OnPurpose));
    }

    [Fact]
    public void Parking_is_told_as_a_stop_and_the_recovery_after_it_is_told()
    {
        static GatewayReport Parked(GatewayReport report) => report with { Parked = true };

        _story.At(0, Verdict.Ready);
        Assert.Equal(["gateway-down"], _story.At(1, Verdict.Down));
        Assert.Equal([], _story.At(10, Verdict.Stopped, Parked));
        Assert.Equal(["stopped"], _story.At(20, Verdict.Stopped, Parked));
        Assert.Equal(["recovered"], _story.At(30, Verdict.Ready));
    }

    [Fact]
    public void The_recovery_says_what_was_tried()
    {
        _story.At(0, Verdict.Down);
        _story.At(60, Verdict.Ready);
        Assert.Equal(
            "It was not ready for 1 min 0 s. It was seen. "
                + "Made within the last hour: 0 of 5 restarts and 1 of 2 full logins.",
            _story.Sent[^1].Text
        );
    }

    [Fact]
    public void A_spent_budget_is_told_beside_its_cause()
    {
        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down, BudgetIsSpent));
        Assert.Equal(["budget-spent"], _story.At(60, Verdict.Down, BudgetIsSpent));
        Assert.Equal([], _story.At(120, Verdict.Down, BudgetIsSpent));
    }

    [Fact]
    public void An_agent_that_only_watches_says_so()
    {
        _story.At(0, Verdict.Down, report => report with { Mode = AgentMode.Observe });
        Assert.Equal("It was seen. The agent only watches: its mode is observe.", _story.Sent[^1].Text);
    }

    [Fact]
    public void The_approval_says_what_to_do()
    {
        _story.At(
            0,
            Verdict.AwaitingTwoFactor,
            report => report with { NextStep = "approve the login on the phone until 21:35 UTC" }
        );
        Assert.Equal("Approve the login on the phone until 21:35 UTC.", _story.Sent[^1].WhatToDo);
    }

    /// <summary>What nobody was told of is none: it would be news.</summary>
    [Fact]
    public void The_last_three_incidents_that_were_told_are_remembered()
    {
        for (var round = 0; round < 4; round++)
        {
            _story.At(round * 2000, Verdict.Down);
            _story.At((round * 2000) + 60 + round, round == 3 ? Verdict.Stopped : Verdict.Ready, OnPurpose);
        }

        _story.At(9000, Verdict.Ready);
        _story.At(9001, Verdict.UpstreamLost);
        _story.At(9002, Verdict.Ready);
        Assert.Equal([63, 62, 61], _story.Ledger.Past.Select(incident => incident.Lasted?.TotalSeconds));
        Assert.All(_story.Ledger.Past, incident => Assert.Equal(["gateway-down"], incident.Codes));
        Assert.Null(_story.Ledger.Open);

        _story.At(9500, Verdict.Down);
        Assert.Equal((Some.Instant.AddSeconds(9500), null), (_story.Ledger.Open?.Began, _story.Ledger.Open?.Lasted));
    }

    [Fact]
    public void The_ledger_survives_being_written_and_read()
    {
        _story.At(0, Verdict.Down);
        _story.At(5, Verdict.Ready);
        _story.At(10, Verdict.Down);
        var read = JsonSerializer.Deserialize<AlertLedger>(JsonSerializer.Serialize(_story.Ledger))!;
        Assert.Equal(_story.Ledger.Incident!.Id, read.Incident!.Id);
        Assert.Equal(_story.Ledger.Incident.ToldCodes, read.Incident.ToldCodes);
        Assert.Equal(_story.Ledger.Traces, read.Traces);
        Assert.Equal(_story.Ledger.Recent, read.Recent);
        Assert.True(read.IsKnownToRun);
    }

    /// <summary>Feeds verdicts to the rules as the daemon does: each with the time since it holds.</summary>
    private sealed class Story
    {
        private Verdict _previous = Verdict.Starting;
        private DateTimeOffset _since;

        public AlertLedger Ledger { get; private set; } = AlertLedger.Empty;

        public List<Alert> Sent { get; } = [];

        public IEnumerable<string> At(int second, Verdict verdict, Func<GatewayReport, GatewayReport>? change = null)
        {
            var at = Some.Instant.AddSeconds(second);
            if (verdict != _previous)
                _since = at;

            var report = Some.Report(verdict, since: _since);
            var (ledger, alerts) = AlertRules.OnVerdict(
                Ledger,
                _previous,
                change is null ? report : change(report),
                AlertEscalation.Default,
                at
            );
            (Ledger, _previous) = (ledger, verdict);
            Sent.AddRange(alerts);
            return alerts.Select(alert => alert.Code);
        }
    }
}
