using System.Globalization;

namespace IbkrAgent.SystemTests;

/// <summary>Questions over Telegram, by a server that stands in for it.</summary>
public sealed class TelegramTests(InstalledTree tree)
{
    private const long Chat = -100815;
    private const long OtherChat = 42;

    private const string Requested = $"cut -d' ' -f1 {TelegramServer.Requests} | grep -v sendMessage";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_are_answered_in_the_chat_alone_and_only_while_they_are_wanted()
    {
        await using var host = await Container.BootAsync("questions", tree.Container, Token);
        var agent = RunningAgent.SetUp(
            host,
            [.. RunningAgent.Tireless, ("max_restart_pause", "3s"), ("restart_pause", "3s")]
        );
        await TelegramServer.AddAsync(host, Chat);
        await agent.StartAndBecomeReadyAsync();

        // Off, as it is shipped: the bot says an alert, and listens to nobody.
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.UntilAsync($"grep -q 'sendMessage .*gateway-down' {TelegramServer.Requests}");
        await agent.VerdictAsync("Ready");
        await agent.UntilAsync($"grep -q 'sendMessage .*recovered' {TelegramServer.Requests}");
        Assert.Equal("", await agent.RunAsync($"{Requested} || true"));
        await TelegramServer.SayAsync(host, Chat, "/server");

        agent.Set(("telegram_questions", "yes"));
        await agent.RunAsync("systemctl reload ibkr-agent");
        await agent.UntilAsync($"grep -q 'getUpdates .*\"timeout\":50' {TelegramServer.Requests}");

        await TelegramServer.SayAsync(host, OtherChat, "/status");
        await TelegramServer.SayAsync(host, Chat, "/restart");
        var asked = await TelegramServer.SayAsync(host, Chat, "/status");
        var status = await AnswerAsync(agent, asked);
        Assert.StartsWith("main: Ready since 2", status, StringComparison.Ordinal);
        Assert.Contains("\nDU…67: ", status, StringComparison.Ordinal);
        Assert.Matches("NetLiquidation [0-9,.]+ [A-Z]{3}", status);
        Assert.Contains("\nThe accounts were read ", status, StringComparison.Ordinal);
        Assert.DoesNotContain("DU1234567", status, StringComparison.Ordinal);

        var server = await AnswerAsync(
            agent,
            await TelegramServer.SayAsync(host, Chat, $"/server@{TelegramServer.Bot}")
        );
        Assert.StartsWith("ibkr-agent ", server, StringComparison.Ordinal);
        Assert.Contains("\nmain: Ready since 2", server, StringComparison.Ordinal);
        // The sandbox lets it read all of this.
        Assert.Matches("\nLoad: [0-9.]+ [0-9.]+ [0-9.]+ on [0-9]+ processors\n", server);
        Assert.Matches("\nMemory: [0-9,]+ of [0-9,]+ MiB available\n", server);
        Assert.Matches("\nDisk, /var: [0-9,]+ of [0-9,]+ GiB free\n", server);
        Assert.Matches("\nClock: (NOT )?synchronised$", server);

        agent.Set(("telegram_questions", "no"));
        await agent.RunAsync("systemctl reload ibkr-agent");
        await agent.UntilAsync("! ss -Htn state established dport = :8090 | grep -q .");
        var requests = await agent.RunAsync($"wc -l <{TelegramServer.Requests}");
        await TelegramServer.SayAsync(host, Chat, "/status");
        await agent.RunAsync("ibkr-agent reload");
        Assert.Equal(requests, await agent.RunAsync($"wc -l <{TelegramServer.Requests}"));

        // Two answers, both in the chat; nothing was done, and the token is nowhere.
        Assert.Equal("2", await agent.RunAsync($"grep -c reply_parameters {TelegramServer.Requests}"));
        Assert.Equal(
            "2",
            await agent.RunAsync($"grep reply_parameters {TelegramServer.Requests} | grep -c '\"chat_id\":\"{Chat}\"'")
        );
        await agent.VerdictAsync("Ready");
        Assert.Equal("0", await agent.RunAsync("journalctl --output=export --all | grep -c t0psecret || true"));

        // A stop ends the request that waits, long before the 15 s of TimeoutStopSec=.
        agent.Set(("telegram_questions", "yes"));
        await agent.RunAsync("systemctl reload ibkr-agent");
        await agent.UntilAsync("ss -Htn state established dport = :8090 | grep -q .");
        await agent.RunAsync("timeout 10 systemctl stop ibkr-agent");
        Assert.Equal("success", await agent.ShowAsync("ibkr-agent", "Result"));
    }

    /// <summary>The text of the reply to a message.</summary>
    private static async Task<string> AnswerAsync(RunningAgent agent, int message)
    {
        var reply = string.Create(
            CultureInfo.InvariantCulture,
            $"sed -n 's/^sendMessage //p' {TelegramServer.Requests} | jq -er 'select(.reply_parameters.message_id == {message}) | .text'"
        );
        await agent.UntilAsync($"{reply} >/dev/null");
        return await agent.RunAsync(reply);
    }
}
