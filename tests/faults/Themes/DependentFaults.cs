namespace IbkrAgent.Faults.Themes;

/// <summary>Services that live on the Gateway: started after it, restarted alone, stopped before it.</summary>
internal static class DependentFaults
{
    /// <summary>One that needs a moment to stop.</summary>
    private const string Bot = """
        [Service]
        ExecStart=/usr/bin/sleep infinity
        ExecStop=/usr/bin/sleep 3

        """;

    /// <summary>In seconds: what happens on the minute may be three minutes away.</summary>
    private const int MinutesOfTheClock = 240;

    private const string IsUp = "systemctl is-active --quiet bot";

    /// <summary>By PID 1's own words: the one had stopped before the other began to, and did not come back.</summary>
    private const string WentFirst = """
        order=$(journalctl _PID=1 --output=cat | grep -oE '^(Started bot|Stopped bot|Stopping ibkr-gateway)' | tail -n 2)
        [ "$order" = $'Stopped bot\nStopping ibkr-gateway' ]
        """;

    public static readonly IReadOnlyList<Fault> All =
    [
        WithBot("dependent-dies", "a service that lives on the Gateway gets SIGKILL", KillBotAsync) with
        {
            Must = "restart the service",
            MustNot = "touch the Gateway",
        },
        WithBot(
            "stop-with-dependents",
            "the operator asks the agent to stop, and a service lives on the Gateway",
            StopInOrderAsync
        ) with
        {
            Must = "stop the service first, wait for it, then stop the Gateway",
            MustNot = "start the service again",
            Stops = 1,
            Verdict = "Stopped",
            Health = 1,
            EndsDown = true,
        },
        WithBot(
            "agent-killed-stopping-dependents",
            "the operator asks the agent to stop, and the daemon gets SIGKILL while a service stops",
            KillWhileItStopsAsync
        ) with
        {
            Must = "go on with the stop that was accepted",
            MustNot = "forget it, or stop the Gateway twice",
            Stops = 1,
            AgentStarts = 2,
            Verdict = "Stopped",
            Health = 1,
            EndsDown = true,
        },
        WithBot(
            "window-closes-over-dependents",
            "the run window closes, and a service lives on the Gateway",
            CloseInOrderAsync
        ) with
        {
            Must = "stop the service a minute before the Gateway",
            MustNot = "start the service again",
            Stops = 1,
            Verdict = "Stopped",
            Parked = false,
            EndsDown = true,
            Patience = 5,
        },
        WithBot(
            "window-closes-over-their-orders",
            "the run window closes, a service lives on the Gateway, and orders are open",
            CloseOverOrdersAsync
        ) with
        {
            Must = "leave both as they are, and say so",
            MustNot = "stop the service under its orders",
            Patience = 5,
        },
        WithBot(
            "wrong-account-with-dependents",
            "the login is a live account, and a service lives on the Gateway",
            LoseAccountAsync
        ) with
        {
            Outcome = Outcome.Escalated,
            Must = "alert at once, and stop the service",
            MustNot = "restart the Gateway",
            Via = [],
            Verdict = "WrongAccount",
            Health = 8,
            Told = ["wrong-account"],
        },
    ];

    private static Fault WithBot(string name, string injected, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.LeftAlone, injected, agent => PlayWithBotAsync(agent, playAsync))
        {
            Settings = [("dependents", "bot.service"), ("account_interval", "10s")],
            Must = "",
            MustNot = "",
            Logins = 1,
            AgentStarts = 1,
            Via = ["Ready"],
            MayBeTold = ["dependent-refused"], // before it was allowed to
        };

    private static async Task PlayWithBotAsync(RunningAgent agent, Func<RunningAgent, Task> playAsync)
    {
        agent.Host.WriteFile("/etc/systemd/system/bot.service", Bot);
        await agent.RunAsync(
            "systemctl daemon-reload && ibkr-agent configure dependents && systemctl restart ibkr-agent"
        );
        await agent.UntilAsync(IsUp);
        await agent.VerdictAsync("Ready");
        await playAsync(agent);
    }

    private static async Task KillBotAsync(RunningAgent agent)
    {
        await agent.RunAsync("systemctl show -P MainPID bot >/run/bot.pid && kill -9 $(cat /run/bot.pid)");
        await agent.UntilAsync($"{IsUp} && [ $(systemctl show -P MainPID bot) != $(cat /run/bot.pid) ]");
    }

    private static async Task StopInOrderAsync(RunningAgent agent)
    {
        await agent.RunAsync("ibkr-agent stop");
        await agent.VerdictAsync("Stopped");
        await agent.RunAsync(WentFirst);
    }

    private static async Task KillWhileItStopsAsync(RunningAgent agent)
    {
        await agent.RunAsync("ibkr-agent stop");
        await agent.UntilAsync("[ $(systemctl show -P ActiveState bot) = deactivating ]");
        await agent.RunAsync("systemctl kill --signal=KILL ibkr-agent");
    }

    private static async Task CloseInOrderAsync(RunningAgent agent)
    {
        await ScheduleFaults.WindowAsync(agent, "-1 hour", "+3 minutes");
        await agent.UntilAsync($"! {IsUp}", MinutesOfTheClock);
        await agent.RunAsync("systemctl is-active --quiet ibkr-gateway");
        await agent.UntilAsync("systemctl show -P ActiveState ibkr-gateway | grep -qx inactive", MinutesOfTheClock);
        await agent.RunAsync(WentFirst);
    }

    private static async Task CloseOverOrdersAsync(RunningAgent agent)
    {
        await agent.SteerAsync("set orders 'BUY 1 BTC:CRYPTO LMT 9, SELL 1 BTC:CRYPTO LMT 99'");
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].account.orders | length == 2'");
        await agent.RunAsync("systemctl show -P MainPID bot >/run/bot.pid");
        await ScheduleFaults.WindowAsync(agent, "-1 hour", "+2 minutes");
        await agent.UntilAsync("ibkr-agent status | grep -q 'because of 2'", MinutesOfTheClock);
        await agent.RunAsync($"{IsUp} && [ $(systemctl show -P MainPID bot) = $(cat /run/bot.pid) ]");
    }

    private static async Task LoseAccountAsync(RunningAgent agent)
    {
        await agent.SteerAsync("api close");
        await agent.VerdictAsync("ApiRejected");
        await agent.SteerAsync("set accounts U7654321", "api answer");
        await agent.VerdictAsync("WrongAccount");
        await agent.UntilAsync($"! {IsUp}");
    }
}
