using System.Text;
using System.Text.Json;
using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

/// <summary>What Telegram and a webhook get.</summary>
public sealed class ChannelMessageTests
{
    private static readonly Alert Approval = new(
        "approval-needed",
        AlertSeverity.Critical,
        "main",
        "Gateway main login waits for your approval",
        "The broker asked for the second factor at 21:30:00 UTC. IBC: \"<b>@everyone</b>\" https://example.com",
        "Approve the login in IBKR Mobile until 21:33:00 UTC.",
        Some.Instant,
        "main-20261120T212958Z"
    );

    private static readonly Alert Recovered = Approval with
    {
        Code = "recovered",
        Severity = AlertSeverity.Information,
        Title = "Gateway main is ready again",
        WhatToDo = "",
    };

    [Fact]
    public void Telegram_gets_plain_text() => Golden.Check(Telegram(Approval), "telegram-approval-needed");

    [Fact]
    public void Good_news_make_no_sound() => Golden.Check(Telegram(Recovered), "telegram-recovered");

    [Fact]
    public void A_webhook_gets_every_member() => Golden.Check(Webhook(Approval), "webhook-approval-needed");

    [Fact]
    public void A_member_that_is_empty_is_there_all_the_same() => Golden.Check(Webhook(Recovered), "webhook-recovered");

    /// <summary>core.telegram.org/bots/api: 1 to 4096 characters.</summary>
    [Fact]
    public void However_long_the_evidence_Telegram_takes_it()
    {
        var text = new string('x', 10_000);
        using var message = JsonDocument.Parse(
            TelegramMessage.Render(Approval with { Title = text, Text = text, WhatToDo = text }, new Secret("7"))
        );

        Assert.InRange(message.RootElement.GetProperty("text").GetString()!.Length, 1, 4096);
    }

    private static string Telegram(Alert alert) => Text(TelegramMessage.Render(alert, new Secret("-1001")));

    private static string Webhook(Alert alert) => Text(WebhookMessage.Render(alert));

    private static string Text(byte[] message) => Encoding.UTF8.GetString(message) + "\n";
}
