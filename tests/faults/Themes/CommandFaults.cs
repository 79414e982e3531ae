namespace IbkrAgent.Faults.Themes;

/// <summary>A hold, settings that are read again, services that live on the Gateway.</summary>
internal static class CommandFaults
{
    private const string Hold = "ibkr-agent hold --for 1h --reason 'closing positions'";

    public static readonly IReadOnlyList<Fault> All =
    [
        new(
            "held",
            Outcome.LeftAlone,
            "the operator holds the agent, and java gets SIGKILL",
            agent => agent.RunAsync($"{Hold} && {RunningAgent.KillJava}")
        )
        {
            Must = "tell a human, and leave the Gateway down",
            MustNot = "restart it",
            Logins = 1,
            Verdict = "Down",
            Health = 1,
            EndsDown = true,
            Told = ["gateway-down"],
        },
        new(
            "held-and-started-by-hand",
            Outcome.LeftAlone,
            "while a hold stands somebody stops the Gateway and starts it",
            StartWhileHeldAsync
        )
        {
            Must = "refuse the start at the gate, with the reason in the journal",
            MustNot = "let it log in",
            Logins = 1,
            Verdict = "Stopped",
            Parked = false,
            EndsDown = true,
        },
        new("hold-ended", Outcome.Recovered, "the Gateway dies during a hold, and the operator ends it", EndHoldAsync)
        {
            Must = "restart it then",
            MustNot = "restart it before",
            Logins = 2,
            Restarts = 1,
            Via = ["Down", "Ready"],
        },
        new(
            "settings-with-a-mistake",
            Outcome.LeftAlone,
            "agent.ini gets a wrong value and is read again",
            ReloadAMistakeAsync
        )
        {
            Must = "keep the old settings, and name the mistake: the reload fails",
            MustNot = "end, or lose the session",
            Logins = 1,
        },
        new(
            "settings-changed",
            Outcome.LeftAlone,
            "other deadlines and budgets are read again",
            agent =>
                agent.RunAsync(
                    "sed -i 's/^start_timeout = .*/start_timeout = 4min/' /etc/ibkr/agent.ini && systemctl reload ibkr-agent"
                )
        )
        {
            Must = "go by them from now on",
            MustNot = "touch the Gateway, or lose the session",
            Logins = 1,
        },
    ];

    private static async Task StartWhileHeldAsync(RunningAgent agent)
    {
        await agent.RunAsync(Hold);
        await agent.RunAsync("systemctl stop ibkr-gateway");
        await agent.VerdictAsync("Stopped");
        await agent.RunAsync(
            "systemctl start ibkr-gateway || true; journalctl -u ibkr-gateway | grep -q 'ibkr-agent resume'"
        );
    }

    private static async Task EndHoldAsync(RunningAgent agent)
    {
        await agent.RunAsync($"{Hold} && {RunningAgent.KillJava}");
        await agent.VerdictAsync("Down");
        await agent.RunAsync("ibkr-agent resume");
    }

    private static async Task ReloadAMistakeAsync(RunningAgent agent)
    {
        await agent.RunAsync("sed -i 's/^proof_duration = .*/proof_duration = soon/' /etc/ibkr/agent.ini");
        await agent.RunAsync("! systemctl reload ibkr-agent");
        await agent.RunAsync("journalctl -u ibkr-agent | grep -q 'proof_duration'");
    }
}
