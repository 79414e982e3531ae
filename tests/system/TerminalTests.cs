namespace IbkrAgent.SystemTests;

/// <summary>What a person sees on a terminal of 80 columns and 24 lines.</summary>
public sealed class TerminalTests(InstalledTree tree)
{
    private const string Capture = "tmux capture-pane -p -t status";

    private static readonly string[] Labels =
    [
        "why",
        "unit",
        "session",
        "account",
        "memory",
        "login",
        "logins",
        "restarts",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_is_watched_in_place_and_fits()
    {
        await using var host = await Container.BootAsync("terminal", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account != null'");

        await agent.RunAsync("tmux new-session -d -s status -x 80 -y 24 'ibkr-agent status --watch'");
        await agent.UntilAsync($"{Capture} | grep -q '^main: Ready since'");
        // What is measured only now and then is there a few frames later.
        foreach (var label in Labels)
            await agent.UntilAsync($"test \"$({Capture} | grep -c '^  {label} ')\" = 1");
        var lines = (await agent.RunAsync(Capture)).Split('\n');
        Assert.Matches("^20.*Z, every 2 s; Ctrl-C ends it$", lines[0]);
        Assert.InRange(lines.Length, 12, 23);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain("more lines", string.Join(' ', lines), StringComparison.Ordinal);

        await agent.RunAsync("systemctl stop ibkr-gateway");
        await agent.UntilAsync($"{Capture} | grep -q '^main: Stopped'");
        Assert.Equal("1", await agent.RunAsync($"{Capture} | grep -c '^main: '"));
        Assert.Equal("0", await agent.RunAsync($"{Capture} | grep -c '^  session ' || true"));

        // A daemon that is away is said, and the watch goes on.
        await agent.RunAsync("systemctl stop ibkr-agent");
        await agent.UntilAsync($"{Capture} | grep -q '^ibkr-agent: asking the daemon'");
        await agent.RunAsync("systemctl start ibkr-agent");
        await agent.UntilAsync($"{Capture} | grep -q '^main: Stopped'");

        await agent.RunAsync("tmux send-keys -t status C-c");
        await agent.UntilAsync("! tmux has-session -t status");
    }

    [Fact]
    public async Task Without_a_terminal_there_is_nothing_to_watch()
    {
        await using var host = await Container.BootAsync("no-terminal", tree.Container, Token);

        var watch = await host.RunAsync("ibkr-agent status --watch | cat; exit ${PIPESTATUS[0]}", Token);

        Assert.Equal(64, watch.Status);
        Assert.Contains("--watch needs a terminal", watch.Errors, StringComparison.Ordinal);
    }
}
