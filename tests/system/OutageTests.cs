namespace IbkrAgent.SystemTests;

/// <summary>An outage that nobody tells of: the line to the broker is really cut, and the kernel shows it.</summary>
public sealed class OutageTests(InstalledTree tree)
{
    private const string Cut = "ip -n broker route add blackhole 203.0.113.2";
    private const string Mend = "ip -n broker route del blackhole 203.0.113.2";

    /// <summary>Three repetitions of what was sent, as the kernel counts them.</summary>
    private const string IsUnanswered =
        "awk '$3 ~ /:0FA0$/ && $4 == \"01\" && $7 + 0 >= 3 { found = 1 } END { exit !found }' /proc/net/tcp";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_begins_on_a_dead_line_and_is_told_nothing_is_not_ready_and_nothing_is_done()
    {
        await using var host = await Container.BootAsync("outage", tree.Container, Token);
        var agent = RunningAgent.SetUp(host, RunningAgent.Tireless);
        await agent.PrepareStandInAsync("scenario farms-untold");
        await agent.StartAndBecomeReadyAsync();
        var (java, logins) = (await agent.JavaAsync(), await agent.LoginAttemptsAsync());

        await agent.RunAsync(Cut);
        await agent.UntilAsync(IsUnanswered);
        await agent.RunAsync("systemctl restart ibkr-agent");

        await agent.VerdictAsync("UpstreamLost");
        Assert.Equal(
            4,
            await agent.StatusOfAsync(
                "ibkr-agent health-check | grep 'other hosts do not acknowledge'; exit ${PIPESTATUS[0]}"
            )
        );
        Assert.Equal(4, await agent.StatusOfAsync("ibkr-agent health-check --direct"));
        await agent.VerdictLastsAsync("UpstreamLost", seconds: 8);

        await agent.RunAsync(Mend);
        await agent.VerdictAsync("Ready");
        Assert.Equal(0, await agent.StatusOfAsync("ibkr-agent health-check --direct"));
        Assert.Equal((java, logins), (await agent.JavaAsync(), await agent.LoginAttemptsAsync()));
    }
}
