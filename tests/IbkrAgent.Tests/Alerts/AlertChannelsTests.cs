using IbkrAgent.Alerts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed class AlertChannelsTests : IDisposable
{
    private readonly TemporaryDirectory _credentials = new();
    private readonly RecordingLogger _logger = new();

    public void Dispose() => _credentials.Dispose();

    [Theory]
    [InlineData("DISCORD_WEBHOOK_URL=https://discord.com/api/webhooks/1/x", "Discord")]
    [InlineData("TELEGRAM_BOT_TOKEN=1:x\nTELEGRAM_CHAT_ID=-5", "Telegram")]
    [InlineData("WEBHOOK_URL=https://example.com/x", "the webhook")]
    [InlineData(
        "WEBHOOK_URL=https://example.com/x\nTELEGRAM_CHAT_ID=-5\nTELEGRAM_BOT_TOKEN=1:x\nDISCORD_WEBHOOK_URL=http://localhost/x",
        "Discord, Telegram, the webhook"
    )]
    public void What_is_set_up_is_opened(string file, string names)
    {
        Assert.Equal(names, Open(file));
        Assert.Empty(_logger.Entries);
    }

    [Theory]
    [InlineData(
        "",
        "alerts are off: none of DISCORD_WEBHOOK_URL, TELEGRAM_BOT_TOKEN with TELEGRAM_CHAT_ID, WEBHOOK_URL"
    )]
    [InlineData(
        "TELEGRAM_CHAT_ID=5\nTELEGRAM_BOT_TOKEN=hidden/../x",
        "TELEGRAM_BOT_TOKEN in /etc/ibkr/alerts.env is no token of a bot, NUMBER:LETTERS"
    )]
    [InlineData(
        "TELEGRAM_BOT_TOKEN=1:hidden",
        "TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID in /etc/ibkr/alerts.env belong together"
    )]
    [InlineData("WEBHOOK_URL=http://example.com/hidden", "WEBHOOK_URL in /etc/ibkr/alerts.env is not an https address")]
    [InlineData(
        "DISCORD_WEBHOOK=https://discord.com/hidden",
        "/etc/ibkr/alerts.env: DISCORD_WEBHOOK has no meaning here"
    )]
    public void What_is_wrong_is_said_and_not_shown(string file, string problem)
    {
        Assert.Equal("", Open(file));

        Assert.Contains(_logger.Entries, entry => entry.Contains(problem, StringComparison.Ordinal));
        Assert.DoesNotContain(_logger.Entries, entry => entry.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_is_wrong_keeps_none_of_the_others() =>
        Assert.Equal("Telegram", Open("DISCORD_WEBHOOK_URL=hello\nTELEGRAM_BOT_TOKEN=1:x\nTELEGRAM_CHAT_ID=-5"));

    [Fact]
    public void Without_the_file_alerts_are_off() =>
        Assert.Empty(AlertChannels.Open(null, TimeProvider.System, _logger));

    private string Open(string file)
    {
        _credentials.Write("alerts.env", file + "\n");
        return string.Join(
            ", ",
            AlertChannels.Open(_credentials.Path, TimeProvider.System, _logger).Select(channel => channel.Name)
        );
    }
}
