namespace IbkrAgent.SystemTests;

/// <summary><c>ibkr-agent verify --live-drill</c>: the checklist of a new set-up, on a Gateway that runs.</summary>
public sealed class LiveDrillTests(InstalledTree tree)
{
    private const string Report = "/root/drill.md";
    private const string Drill = $"ibkr-agent verify --live-drill --report {Report}";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_checklist_is_gone_through_over_a_reboot()
    {
        await using var host = await Container.BootAsync("drill", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.RunAsync("systemctl enable ibkr-agent");
        await agent.StartAndBecomeReadyAsync();

        // No to the test message: there is no channel. Yes to restart and kill, no to the questions and the reboot.
        var first = await host.RunAsync($"printf 'n\ny\ny\nn\nn\n' | {Drill}", Token, Patience);

        foreach (
            var title in (string[])
                [
                    "The agent is started at boot",
                    "The Gateway is ready, proved by the API",
                    "A further client connects and is answered",
                    "The Gateway is restarted and proves it",
                    "A Gateway that dies comes back",
                ]
        )
            Assert.Contains($"passed: {title}\n", first.Output, StringComparison.Ordinal);
        Assert.Contains("left out: Alerts arrive\n", first.Output, StringComparison.Ordinal);
        Assert.Contains("is killed; a login, of the budget. Do it? [y/N] ", first.Output, StringComparison.Ordinal);
        Assert.Contains(
            "    ibkr-agent restart --wait --gateway main: status 0\n",
            host.ReadFile(Report),
            StringComparison.Ordinal
        );

        // Another one, with nothing but the reboot.
        const string Reboot = "/root/reboot.md";
        const string Again = $"ibkr-agent verify --live-drill --report {Reboot}";
        host.WriteFile("/root/answers", "n\nn\nn\nn\ny\n");
        await host.RebootByAsync(
            $"systemd-run --quiet --property=StandardInput=file:/root/answers --property=StandardOutput=null {Again}",
            Token
        );
        var second = await host.RunAsync(Again, Token, Patience);

        Assert.Equal("", second.Errors);
        Assert.Equal(0, second.Status);
        Assert.StartsWith("passed: The Gateway is ready, proved by the API\n", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_yes_nothing_is_disturbed()
    {
        await using var host = await Container.BootAsync("drill-no", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.StartAndBecomeReadyAsync();
        var java = await agent.RunAsync(RunningAgent.JavaRuns);

        var drill = await host.RunAsync($"{Drill} </dev/null", Token);

        Assert.Contains("left out: The Gateway is restarted and proves it\n", drill.Output, StringComparison.Ordinal);
        Assert.Equal(java, await agent.RunAsync(RunningAgent.JavaRuns));
        Assert.Equal("600 root", await agent.RunAsync($"stat -c '%a %U' {Report}"));

        // It is not overwritten, and waits for no reboot.
        var again = await host.RunAsync($"{Drill} </dev/null", Token);
        Assert.Equal(64, again.Status);
        Assert.Contains($"{Report} is there, and waits for no reboot", again.Errors, StringComparison.Ordinal);
    }
}
