namespace IbkrAgent.Faults.Themes;

/// <summary>What people do by hand is respected, also when it crosses what the agent does.</summary>
internal static class OperatorFaults
{
    private const string Stop = "systemctl stop ibkr-gateway";

    public static readonly IReadOnlyList<Fault> All =
    [
        Parks("operator-stops", "the operator stops the Gateway", agent => agent.RunAsync(Stop)),
        Parks(
            "operator-stops-in-a-restart",
            "the operator stops the Gateway while the agent restarts it",
            StopInARestartAsync
        ) with
        {
            Restarts = 1,
            MayBeTold = ["gateway-down"], // only the end of the stop tells whose it was
        },
        Parks(
            "operator-stops-what-is-down",
            "java gets SIGKILL, and the operator stops the failed unit in the pause",
            StopWhatIsDownAsync
        ) with
        {
            Settings = [("restart_pause", "20s"), ("max_restart_pause", "20s")],
            Lasting = 40, // the pause is over then
            MayBeTold = ["gateway-down"],
        },
        ByHand("operator-starts", "the operator stops the Gateway, and starts it again", StopAndStartAsync) with
        {
            Via = ["Stopped", "Ready"],
        },
        ByHand(
            "operator-restarts",
            "the operator restarts the Gateway",
            agent => agent.RunAsync("systemctl restart ibkr-gateway")
        ),
        new("two-operators", Outcome.Recovered, "two operators ask for a restart at once", AskTwiceAsync)
        {
            Must = "restart once, and tell the second to try again: 75",
            MustNot = "restart twice",
            Logins = 2,
            Restarts = 1,
        },
        new(
            "hands-off",
            Outcome.LeftAlone,
            "the hands-off file is there, and java gets SIGKILL",
            agent => agent.RunAsync($"touch /etc/ibkr/hands-off && {RunningAgent.KillJava}")
        )
        {
            Must = "tell a human, and say what it would have done",
            MustNot = "restart",
            Logins = 1,
            Verdict = "Down",
            Health = 1,
            EndsDown = true,
            Told = ["gateway-down"],
        },
    ];

    private static Fault Parks(string name, string injected, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.LeftAlone, injected, playAsync)
        {
            Must = "leave it down until it is started by hand",
            MustNot = "start it, or alert",
            Logins = 1,
            Verdict = "Stopped",
            Health = 1,
            EndsDown = true,
        };

    private static Fault ByHand(string name, string injected, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.LeftAlone, injected, playAsync)
        {
            Must = "watch the new run",
            MustNot = "restart it once more",
            Logins = 2,
            Via = ["Ready"],
            MayBeTold = ["port-closed"],
            ChangesJava = true,
        };

    private static async Task StopAndStartAsync(RunningAgent agent)
    {
        await agent.RunAsync(Stop);
        await agent.VerdictAsync("Stopped");
        await agent.RunAsync("systemctl start ibkr-gateway");
    }

    private static async Task StopWhatIsDownAsync(RunningAgent agent)
    {
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.VerdictAsync("Down");
        await agent.RunAsync(Stop);
    }

    private static async Task StopInARestartAsync(RunningAgent agent)
    {
        await agent.SteerAsync("set stop_delay_ms 4000");
        await agent.RunAsync("ibkr-agent restart");
        await agent.UntilAsync("[ $(systemctl show -P ActiveState ibkr-gateway) = deactivating ]");
        await agent.RunAsync(Stop);
    }

    private static async Task AskTwiceAsync(RunningAgent agent)
    {
        const string Ask = """
            ibkr-agent restart & first=$!
            ibkr-agent restart & second=$!
            wait $first; one=$?
            wait $second; other=$?
            [ "$one $other" = "0 75" ] || [ "$one $other" = "75 0" ]
            """;
        await agent.SteerAsync("set stop_delay_ms 4000");
        await agent.RunAsync(Ask);
    }
}
