using System.Text;
using System.Text.Json;
using IbkrAgent.Alerts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed class DiscordMessageTests
{
    private static readonly Alert Approval = new(
        "approval-needed",
        AlertSeverity.Critical,
        "main",
        "Gateway main login waits for your approval",
        "The broker asked for the second factor at 21:30:00 UTC.",
        "Approve the login in IBKR Mobile until 21:33:00 UTC.",
        Some.Instant,
        "main-20261120T212958Z"
    );

    private static readonly Alert Recovered = Approval with
    {
        Code = "recovered",
        Severity = AlertSeverity.Information,
        Title = "Gateway main is ready again",
        Text = "It was not ready for 1 min 4 s. The API answers.",
        WhatToDo = "",
    };

    private static readonly Alert Quoting = Approval with
    {
        Code = "login-failed",
        Severity = AlertSeverity.Warning,
        Text = "IBC: \"@everyone\" [click](https://example.com) **now** `x` <@123>",
    };

    [Fact]
    public void Approval_needed_looks_like_this() => Golden.Check(Text(Approval), "approval-needed");

    [Fact]
    public void Recovered_looks_like_this() => Golden.Check(Text(Recovered), "recovered");

    [Fact]
    public void What_a_log_line_says_mentions_nobody_and_links_nowhere() => Golden.Check(Text(Quoting), "quoting");

    [Theory]
    [InlineData('x')]
    [InlineData('*')]
    public void However_long_the_evidence_the_limits_hold(char letter)
    {
        var text = new string(letter, 20_000);
        using var message = JsonDocument.Parse(
            DiscordMessage.Render(Approval with { Title = text, Text = text, WhatToDo = text }, mention: null)
        );
        var embed = message.RootElement.GetProperty("embeds")[0];
        var title = embed.GetProperty("title").GetString()!.Length;
        var description = embed.GetProperty("description").GetString()!.Length;
        var field = embed.GetProperty("fields")[0];
        var whatToDo = field.GetProperty("value").GetString()!.Length;
        var rest =
            field.GetProperty("name").GetString()!.Length
            + embed.GetProperty("footer").GetProperty("text").GetString()!.Length;

        Assert.InRange(title, 1, 256);
        Assert.InRange(description, 1, 4096);
        Assert.InRange(whatToDo, 1, 1024);
        Assert.InRange(title + description + whatToDo + rest, 1, 6000);
    }

    [Fact]
    public void A_cut_never_splits_a_character()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("😀", 2000));
        using var message = JsonDocument.Parse(DiscordMessage.Render(Approval with { Text = text }, mention: null));
        var description = message.RootElement.GetProperty("embeds")[0].GetProperty("description").GetString()!;
        Assert.DoesNotContain('\uFFFD', description);
        Assert.EndsWith("😀…", description, StringComparison.Ordinal);
    }

    private static string Text(Alert alert) =>
        Encoding.UTF8.GetString(DiscordMessage.Render(alert, mention: null)) + "\n";
}
