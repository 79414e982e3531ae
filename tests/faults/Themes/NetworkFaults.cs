namespace IbkrAgent.Faults.Themes;

/// <summary>The line from the Gateway to the broker.</summary>
internal static class NetworkFaults
{
    /// <summary>Longer than any patience with a Gateway that is itself to blame.</summary>
    private const int Long = 45;

    public static readonly IReadOnlyList<Fault> All =
    [
        Lost("upstream-lost-short", "the broker is lost and comes back", "upstream lost", "upstream restored"),
        Lost(
            "upstream-lost-long",
            "the broker is lost for longer than a start may take",
            "upstream lost",
            "upstream restored",
            Long
        ),
        Lost("upstream-broken", "the link is broken and restores itself", "upstream broken", "upstream restored"),
        Lost(
            "upstream-data-lost",
            "the broker comes back without market data",
            "upstream lost",
            "upstream restored-data-lost"
        ),
        new(
            "upstream-lost-for-ever",
            Outcome.Escalated,
            "the broker is lost and stays so",
            agent => agent.SteerAsync("upstream lost")
        )
        {
            Must = "tell a human after 5 min",
            MustNot = "restart: that does not bring the line back",
            Logins = 1,
            Verdict = "UpstreamLost",
            Health = 4,
            Told = ["upstream-lost"],
            Patience = 8,
        },
        new(
            "broker-stays-away",
            Outcome.Escalated,
            "the broker is lost for the Gateway alone, and stays so",
            agent => agent.SteerAsync("--keep upstream lost")
        )
        {
            Settings = [("broker_host", "203.0.113.1:4000"), ("broker_patience", "15s")],
            Must = "restart it once, because the broker's host takes connections, and then call a human",
            MustNot = "restart it a second time",
            Logins = 2,
            Restarts = 1,
            Verdict = "UpstreamLost",
            Health = 4,
            Told = ["broker-away"],
            Lasting = 25,
        },
        new("farm-flapping", Outcome.LeftAlone, "a farm breaks and comes back, six times", FlapAsync)
        {
            Settings = [("farm_debounce", "1min")],
            Must = "wait until it lasts",
            MustNot = "alert, or call it degraded",
            Logins = 1,
        },
    ];

    private static Fault Lost(string name, string injected, string lost, string restored, int seconds = 1) =>
        new(name, Outcome.LeftAlone, injected, agent => LoseAsync(agent, lost, restored, seconds))
        {
            Must = "say so, exit status 4, and wait: the Gateway reconnects by itself",
            MustNot = "restart, or alert within 5 min",
            Logins = 1,
            Via = ["UpstreamLost", "Ready"],
        };

    private static async Task LoseAsync(RunningAgent agent, string lost, string restored, int seconds)
    {
        await agent.SteerAsync(lost);
        await agent.VerdictLastsAsync("UpstreamLost", seconds);
        await agent.UntilAsync("{ ibkr-agent health-check; [ $? -eq 4 ]; }");
        await agent.SteerAsync(restored);
    }

    private static async Task FlapAsync(RunningAgent agent)
    {
        for (var flap = 0; flap < 6; flap++)
            await agent.SteerAsync("set market_farm broken", "set market_farm ok");
    }
}
