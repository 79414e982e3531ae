using System.Text;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

/// <summary>Each alert of the catalog as each channel sends it: what the operator's phone shows.</summary>
public sealed class EveryMessageTests
{
    [Fact]
    public void On_Discord() =>
        Golden.Check(
            Rendered(alert => DiscordMessage.Render(alert, new DiscordMention(IsRole: true, "815"))),
            "every-discord"
        );

    [Fact]
    public void On_Telegram() =>
        Golden.Check(Rendered(alert => TelegramMessage.Render(alert, new Secret("-1001"))), "every-telegram");

    [Fact]
    public void At_the_webhook() => Golden.Check(Rendered(WebhookMessage.Render), "every-webhook");

    /// <summary>The stages of an outage and the digests, with the text that the rules give them.</summary>
    [Fact]
    public void The_rules_own_words()
    {
        var ledger = AlertLedger.Empty;
        var text = new StringBuilder();
        (Verdict Verdict, int Since, int At)[] story =
        [
            (Verdict.Down, 0, 0),
            (Verdict.Starting, 1, 5),
            (Verdict.LoginFailed, 6, 6),
            (Verdict.LoginFailed, 6, 17),
            (Verdict.AwaitingTwoFactor, 18, 18),
            (Verdict.AwaitingTwoFactor, 18, 60),
            (Verdict.LockedOut, 61, 61),
            (Verdict.LockedOut, 61, 120),
            (Verdict.Ready, 200, 200),
        ];
        var before = Verdict.Starting;
        foreach (var (verdict, since, at) in story)
        {
            var report = Some.Report(verdict, since: Some.Instant.AddMinutes(since));
            (ledger, var alerts) = AlertRules.OnVerdict(
                ledger,
                before,
                report,
                AlertEscalation.Default,
                Some.Instant.AddMinutes(at)
            );
            before = verdict;
            foreach (var alert in alerts)
                text.Append(alert.Code)
                    .Append(": ")
                    .Append(alert.Title)
                    .Append('\n')
                    .Append("  ")
                    .Append(alert.Text)
                    .Append('\n')
                    .Append("  ")
                    .Append(alert.WhatToDo)
                    .Append('\n');
        }

        Golden.Check(text.ToString(), "rules");
    }

    private static string Rendered(Func<Alert, byte[]> render) =>
        string.Concat(AlertCatalog.All.Select(definition => Encoding.UTF8.GetString(render(Of(definition))) + "\n"));

    private static Alert Of(AlertDefinition definition) =>
        new(
            definition.Code,
            definition.Severity,
            "main",
            $"Gateway main {definition.Title}",
            "What was seen.",
            definition.Runbook.Replace("`", "", StringComparison.Ordinal),
            Some.Instant,
            "main-20261120T090000Z"
        );
}
