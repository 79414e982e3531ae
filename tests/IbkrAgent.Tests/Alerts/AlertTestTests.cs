using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed class AlertTestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_each_channel_answered_and_fails_when_one_did_not_take_it()
    {
        await using var well = await ChatServer.StartAsync();
        await using var ill = await ChatServer.StartAsync(ChatMischief.Unavailable);

        var (status, message) = await RunAsync(only: null, Discord(well), Telegram(ill));

        Assert.Equal(
            (
                1,
                "discord: taken: the answer was HTTP status 204\n"
                    + "telegram: NOT taken, and an alert would be tried again: the answer was HTTP status 503"
            ),
            (status, message)
        );
        Assert.Equal(["test"], well.Taken);
        Assert.Empty(well.Complaints);
    }

    [Fact]
    public async Task Only_the_channel_that_is_meant_gets_it()
    {
        await using var server = await ChatServer.StartAsync();

        var (status, message) = await RunAsync("telegram", Discord(server), Telegram(server));

        Assert.Equal((0, "telegram: taken: the answer was HTTP status 200"), (status, message));
        Assert.Equal(["test"], server.Taken);
    }

    [Fact]
    public async Task What_is_refused_would_be_given_up()
    {
        await using var server = await ChatServer.StartAsync();
        var gone = DiscordWebhook.TryCreate(new(server.Url + "/gone"), TimeSpan.FromSeconds(20), TimeProvider.System)!;

        var (status, message) = await RunAsync("discord", gone);

        Assert.Equal(1, status);
        Assert.Equal(
            "discord: NOT taken, and an alert would be given up: the answer was HTTP status 404: "
                + "check DISCORD_WEBHOOK_URL in /etc/ibkr/alerts.env",
            message
        );
    }

    [Theory]
    [InlineData(null, "every channel is not set up, or wrong in /etc/ibkr/alerts.env: ")]
    [InlineData("webhook", "webhook is not set up, or wrong in")]
    public async Task A_channel_that_is_not_set_up_is_a_mistake(string? only, string expected)
    {
        var (status, message) = await RunAsync(only);

        Assert.Equal(78, status);
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Message)> RunAsync(string? only, params IAlertChannel[] channels)
    {
        var answer = await AlertTest.RunAsync(channels, only, AlertSettings.Default, "box", Some.Instant, Token);
        return (answer.ExitStatus, answer.Message);
    }

    private static DiscordWebhook Discord(ChatServer server) =>
        DiscordWebhook.TryCreate(
            new(server.Url + ChatServer.DiscordPath),
            TimeSpan.FromSeconds(20),
            TimeProvider.System
        )!;

    private static TelegramBot Telegram(ChatServer server) =>
        TelegramBot.TryCreate(
            new Secret(server.Url),
            new Secret("4711:s3cret"),
            new Secret("-1001"),
            TimeSpan.FromSeconds(20),
            TimeProvider.System
        )!;
}
