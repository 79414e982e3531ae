using System.Text.RegularExpressions;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.SystemTests;

/// <summary>What a person sees on a terminal of 80 columns and 24 lines.</summary>
public sealed partial class TerminalTests(InstalledTree tree)
{
    private const string Capture = "tmux capture-pane -p -t status";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_is_watched_in_place_and_fits()
    {
        await using var host = await Container.BootAsync("terminal", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account != null'");

        await agent.RunAsync("tmux new-session -d -s status -x 80 -y 24 'ibkr-agent status --watch'");
        // What is measured only now and then is there a few frames later.
        foreach (
            var line in new[]
            {
                "main: Ready since",
                "  account ",
                "  port     4002 open",
                "  memory ",
                "  restart .*: ready after ",
            }
        )
            await agent.UntilAsync($"{Capture} | grep -q '^{line}'");
        await CheckAsync(agent, "ready");
        Assert.Contains(
            "\nmain: \e[32mReady\e[39m since ",
            await agent.RunAsync($"{Capture} -e"),
            StringComparison.Ordinal
        );

        await agent.RunAsync("systemctl stop ibkr-gateway");
        await agent.UntilAsync($"{Capture} | grep -q '^  unit     inactive'");
        await CheckAsync(agent, "stopped");

        // A daemon that is away is said, and the watch goes on.
        await agent.RunAsync("systemctl stop ibkr-agent");
        await agent.UntilAsync($"{Capture} | grep -q '^ibkr-agent: asking the daemon'");
        await CheckAsync(agent, "daemon-away");
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

    /// <summary>The whole screen; marks stand where runs and hosts differ.</summary>
    private static async Task CheckAsync(RunningAgent agent, string name)
    {
        var screen = (await agent.RunAsync(Capture)).TrimEnd() + "\n";
        screen = Instant().Replace(screen, "TIME");
        screen = Length().Replace(screen, "LENGTH");
        screen = Process().Replace(screen, "process PID");
        screen = Chance().Replace(screen, "$1ANYTHING");
        Golden.Check(screen, $"status-screen-{name}");
    }

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}")]
    private static partial Regex Instant();

    [GeneratedRegex("(?<!every )[0-9]+ (ms|s|min)\\b")]
    private static partial Regex Length();

    [GeneratedRegex("process [0-9]+")]
    private static partial Regex Process();

    /// <summary>Not every host counts memory; which process a start had may be seen after its proof only.</summary>
    [GeneratedRegex("^(  (?:memory  |restart ) ).*(?:\n {11}.*)*", RegexOptions.Multiline)]
    private static partial Regex Chance();
}
