namespace IbkrAgent.Faults.Themes;

/// <summary>The Gateway runs, and its API does not do what it should.</summary>
internal static class ApiFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        Silent(
            "port-open-but-silent",
            "the API takes connections and says nothing",
            agent => agent.SteerAsync("api silent")
        ),
        Silent(
            "handshake-then-silence",
            "new sessions are greeted and then told nothing",
            agent => DropSessionsAsync(agent, "set bootstrap no-order-id", "api answer")
        ),
        new(
            "port-closed",
            Outcome.Recovered,
            "the API port closes and stays closed",
            agent => agent.SteerAsync("api refuse")
        )
        {
            Must = "give it the time of a start, then restart",
            MustNot = "restart at once",
            Logins = 2,
            Restarts = 1,
            Via = ["PortClosed"],
            Told = ["port-closed", "recovered"],
        },
        new("port-closed-short", Outcome.LeftAlone, "the API port closes and opens again", ClosePortShortlyAsync)
        {
            Must = "wait",
            MustNot = "restart",
            Logins = 1,
            Via = ["PortClosed", "Ready"],
            MayBeTold = ["port-closed"],
        },
        new(
            "half-open",
            Outcome.LeftAlone,
            "held sessions die without a word, new ones are served",
            agent => agent.SteerAsync("scenario half-open")
        )
        {
            Must = "connect anew",
            MustNot = "restart a Gateway that answers new sessions",
            Logins = 1,
            Via = ["ApiSilent", "Ready"],
            MayBeTold = ["api-silent"],
        },
        new("reset-once", Outcome.LeftAlone, "one session ends with RST in the middle of a message", ResetOnceAsync)
        {
            Must = "connect anew",
            MustNot = "restart",
            Logins = 1,
            Via = ["Ready"],
            MayBeTold = ["api-rejected", "port-closed"],
        },
        new("duplicate-client-id", Outcome.LeftAlone, "another program has the agent's client id", TakeClientIdAsync)
        {
            Must = "take a spare id",
            MustNot = "restart, or be unhealthy",
            Logins = 1,
            Via = ["Ready"],
            AgentStarts = 1,
        },
        Rejected("reset", "RST in the middle of each message", agent => agent.SteerAsync("scenario reset-in-frame")),
        Rejected("garbage", "something else answers on the port", agent => DropSessionsAsync(agent, "api garbage")),
        Rejected(
            "client-ids-taken",
            "326 for each of the agent's ids",
            agent => DropSessionsAsync(agent, "scenario id-in-use")
        ),
        Rejected("slots-full", "no place for another client", agent => DropSessionsAsync(agent, "scenario slots-full")),
        new(
            "wrong-account",
            Outcome.Escalated,
            "the login is a live account",
            agent => DropSessionsAsync(agent, "set accounts U7654321", "api answer")
        )
        {
            Must = "alert at once",
            MustNot = "call it healthy, or restart",
            Logins = 1,
            Verdict = "WrongAccount",
            Health = 8,
            Told = ["wrong-account"],
        },
    ];

    private static Fault Silent(string name, string injected, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.Recovered, injected, playAsync)
        {
            Must = "prove the silence by fresh handshakes, then restart",
            MustNot = "restart before the proof",
            Logins = 2,
            Restarts = 1,
            Via = ["ApiSilent"],
            Told = ["api-silent", "recovered"],
        };

    private static Fault Rejected(string name, string injected, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.Escalated, injected, playAsync)
        {
            Must = "try on, and tell a human",
            MustNot = "restart: that does not help",
            Logins = 1,
            Verdict = "ApiRejected",
            Health = 5,
            Told = ["api-rejected"],
        };

    /// <summary>Held sessions end; what follows is met by new ones.</summary>
    private static async Task DropSessionsAsync(RunningAgent agent, params string[] then)
    {
        await agent.SteerAsync("api close");
        await agent.VerdictAsync("ApiRejected");
        await agent.SteerAsync(then);
    }

    private static async Task ClosePortShortlyAsync(RunningAgent agent)
    {
        await agent.SteerAsync("api refuse");
        await agent.VerdictAsync("PortClosed");
        await agent.SteerAsync("api answer");
    }

    private static async Task ResetOnceAsync(RunningAgent agent)
    {
        var before = (await agent.EventsAsync(AgentEvent.VerdictChanged)).Count;
        await agent.SteerAsync("set fault reset");
        await agent.EventAsync(AgentEvent.VerdictChanged, count: before + 1);
        await agent.SteerAsync("set fault none");
    }

    private static async Task TakeClientIdAsync(RunningAgent agent)
    {
        await agent.RunAsync("systemctl stop ibkr-agent");
        await OtherClient.ConnectAsync(agent, "other-client", clientId: 7971);
        await agent.RunAsync("systemctl start ibkr-agent");
        await agent.UntilAsync("ibkr-agent status --json | jq -e '.gateways[0].api | contains(\"client id 7972\")'");
    }
}
