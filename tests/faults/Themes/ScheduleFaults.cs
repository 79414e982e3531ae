namespace IbkrAgent.Faults.Themes;

/// <summary>The run window, what goes before it, and whom it gives way to.</summary>
internal static class ScheduleFaults
{
    /// <summary>One or two minutes from the moment at which it is computed in the container.</summary>
    private const string Soon = "+2 minutes";

    public static readonly IReadOnlyList<Fault> All =
    [
        new(
            "window-closes",
            Outcome.LeftAlone,
            "the run window closes by the clock",
            agent => WindowAsync(agent, "-1 hour", Soon)
        )
        {
            Must = "stop the Gateway, on purpose: health-check 0",
            MustNot = "alert, or start it again",
            Logins = 1,
            Stops = 1,
            Verdict = "Stopped",
            Parked = false,
            EndsDown = true,
            Patience = 5,
        },
        new(
            "window-opens",
            Outcome.Recovered,
            "outside of its run window the Gateway is stopped; the window opens by the clock",
            CloseUntilSoonAsync
        )
        {
            Must = "start it when the window opens",
            MustNot = "start it before, or alert",
            Logins = 2,
            Stops = 1,
            Restarts = 1,
            Via = ["Stopped", "Ready"],
            Patience = 5,
        },
        new(
            "window-closed-over-open-orders",
            Outcome.LeftAlone,
            "the run window is over, and orders are open",
            CloseOverOrdersAsync
        )
        {
            Settings = [("account_interval", "10s")],
            Must = "put the stop off, and say so",
            MustNot = "stop the Gateway",
            Logins = 1,
        },
        new(
            "started-outside-of-the-window",
            Outcome.LeftAlone,
            "outside of the run window the operator starts the Gateway",
            StartOutsideAsync
        )
        {
            Must = "let it run, for a time",
            MustNot = "stop it again at once, or restart it",
            Logins = 2,
            Stops = 1,
            Via = ["Stopped", "Ready"],
            ChangesJava = true,
            MayBeTold = ["gateway-down"],
        },
        new(
            "forced-outside-of-the-window",
            Outcome.Recovered,
            "outside of the run window the operator asks the agent to start it",
            ForceOutsideAsync
        )
        {
            Must = "refuse without --force, 77, and start it with",
            MustNot = "start it before",
            Logins = 2,
            Stops = 1,
            Restarts = 1,
            Via = ["Stopped", "Ready"],
        },
        new(
            "stopped-inside-of-the-window",
            Outcome.LeftAlone,
            "inside of the run window the operator asks the agent to stop it",
            StopInsideAsync
        )
        {
            Must = "refuse without --force, 77, and stop it with",
            MustNot = "start it again before the named time is over",
            Logins = 1,
            Stops = 1,
            Verdict = "Stopped",
            Parked = false,
            EndsDown = true,
        },
        new(
            "parked-when-the-window-opens",
            Outcome.LeftAlone,
            "the run window opens, and the operator has stopped the unit",
            ParkUntilOpeningAsync
        )
        {
            Must = "leave it stopped, and remind him",
            MustNot = "start it",
            Logins = 1,
            Verdict = "Stopped",
            Health = 1,
            EndsDown = true,
            Told = ["parked"],
            Patience = 5,
        },
    ];

    /// <summary>Written into the settings with the container's own clock, and read again.</summary>
    internal static Task<string> WindowAsync(RunningAgent agent, string from, string to) =>
        agent.RunAsync(
            $"""
            sed -i "s|^run_window =.*|run_window = $(date -u -d '{from}' +%H:%M)-$(date -u -d '{to}' +%H:%M)|
                    s|^run_window_zone =.*|run_window_zone = Etc/UTC|" /etc/ibkr/agent.ini
            systemctl reload ibkr-agent
            """
        );

    private static async Task CloseAsync(RunningAgent agent)
    {
        await WindowAsync(agent, "+3 hours", "+4 hours");
        await agent.VerdictAsync("Stopped");
    }

    private static async Task CloseUntilSoonAsync(RunningAgent agent)
    {
        await WindowAsync(agent, Soon, "+3 hours");
        await agent.VerdictAsync("Stopped");
    }

    private static async Task CloseOverOrdersAsync(RunningAgent agent)
    {
        await agent.SteerAsync("set orders 'BUY 1 BTC:CRYPTO LMT 9, SELL 1 BTC:CRYPTO LMT 99'");
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account.orders | length == 2'");
        await WindowAsync(agent, "+3 hours", "+4 hours");
        await agent.UntilAsync("ibkr-agent status | grep -q 'because of 2'");
    }

    private static async Task StartOutsideAsync(RunningAgent agent)
    {
        await CloseAsync(agent);
        await agent.RunAsync("systemctl start ibkr-gateway");
    }

    private static async Task ForceOutsideAsync(RunningAgent agent)
    {
        await CloseAsync(agent);
        await agent.RunAsync("{ ibkr-agent start; [ $? -eq 77 ]; } && ibkr-agent start --force --for 1h");
    }

    private static async Task StopInsideAsync(RunningAgent agent)
    {
        await WindowAsync(agent, "-1 hour", "+3 hours");
        await agent.RunAsync("{ ibkr-agent stop; [ $? -eq 77 ]; } && ibkr-agent stop --force --for 1h");
    }

    private static async Task ParkUntilOpeningAsync(RunningAgent agent)
    {
        await agent.RunAsync("systemctl stop ibkr-gateway");
        await agent.VerdictAsync("Stopped");
        await WindowAsync(agent, Soon, "+3 hours");
    }
}
