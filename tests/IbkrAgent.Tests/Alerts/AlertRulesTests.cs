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
        Assert.Equal([], _story.At(400, Verdict.Down));
        Assert.Equal([], _story.At(410, Verdict.Starting));
        Assert.Equal(["recovered"], _story.At(432, Verdict.Ready));
        Assert.Equal([], _story.At(500, Verdict.Ready));

        Assert.StartsWith("It was not ready for 7 min 12 s.", _story.Sent[^1].Text, StringComparison.Ordinal);
        Assert.Single(_story.Sent.Select(alert => alert.IncidentId).Distinct());
    }

    [Fact]
    public void Another_cause_in_the_same_incident_is_told_too()
    {
        Assert.Equal(["api-silent"], _story.At(0, Verdict.ApiSilent));
        Assert.Equal(["gateway-down"], _story.At(60, Verdict.Down));
        Assert.Equal([], _story.At(70, Verdict.ApiSilent));
        Assert.Equal(["recovered"], _story.At(80, Verdict.Ready));
    }

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
        Assert.Equal([], _story.At(120, Verdict.Down));
        Assert.Equal([], _story.At(140, Verdict.Ready));
        Assert.Equal(["gateway-down"], _story.At(301, Verdict.Down));

        Assert.EndsWith(
            "It happened 2 more times since the last message.",
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

    [Fact]
    public void Stopping_on_purpose_is_no_alert_and_ends_the_incident()
    {
        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down));
        Assert.Equal([], _story.At(10, Verdict.Stopped, report => report with { OnPurpose = true }));
        Assert.Equal([], _story.At(20, Verdict.Starting));
        Assert.Equal([], _story.At(30, Verdict.Ready));
    }

    [Fact]
    public void Parking_is_no_alert_but_the_recovery_after_it_is_told()
    {
        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down));
        Assert.Equal([], _story.At(10, Verdict.Stopped, report => report with { Parked = true }));
        Assert.Equal(["recovered"], _story.At(30, Verdict.Ready));
    }

    [Fact]
    public void A_spent_budget_is_told_beside_its_cause()
    {
        static GatewayReport Spent(GatewayReport report) =>
            report with
            {
                Budget = Some.Budget with { RestartsLastHour = 5 },
            };

        Assert.Equal(["gateway-down"], _story.At(0, Verdict.Down, Spent));
        Assert.Equal(["budget-spent"], _story.At(60, Verdict.Down, Spent));
        Assert.Equal([], _story.At(120, Verdict.Down, Spent));
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
    }

    [Fact]
    public void Codes_are_told_apart() =>
        Assert.Equal(AlertCatalog.All.Count, AlertCatalog.All.Select(definition => definition.Code).Distinct().Count());

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
                at
            );
            (Ledger, _previous) = (ledger, verdict);
            Sent.AddRange(alerts);
            return alerts.Select(alert => alert.Code);
        }
    }
}
