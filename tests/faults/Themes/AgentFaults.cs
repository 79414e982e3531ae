namespace IbkrAgent.Faults.Themes;

/// <summary>The agent itself ends, at any time: what it began must not be done twice, nor be forgotten.</summary>
internal static class AgentFaults
{
    private const string KillAgent = "systemctl kill --signal=KILL ibkr-agent";

    public static readonly IReadOnlyList<Fault> All =
    [
        Adopts("agent-killed", "the daemon gets SIGKILL", agent => agent.RunAsync(KillAgent)),
        Adopts(
            "agent-restarted",
            "the operator restarts the daemon",
            agent => agent.RunAsync("systemctl restart ibkr-agent")
        ),
        Adopts("agent-hung", "the daemon gets SIGSTOP, until the watchdog ends it", HangAsync),
        new(
            "agent-stopped",
            Outcome.Recovered,
            "the daemon is stopped, java gets SIGKILL, the daemon is started",
            StopAsync
        )
        {
            Must = "start the Gateway when it is back",
            MustNot = "take the crash for the operator's stop",
            Logins = 2,
            Restarts = 1,
            AgentStarts = 1,
        },
        Resumes("agent-killed-pausing", "in the pause before a restart", KillPausingAsync),
        Resumes(
            "agent-killed-asking",
            "when the restart is remembered, and systemd not yet asked",
            KillAskingAsync
        ) with
        {
            // The login that was remembered and not made stays counted.
            Settings = [("cold_logins_per_hour", "3")],
            Restarts = new(1, 2), // what was on the wire may arrive when the bus goes on
        },
        Resumes("agent-killed-stopping", "while the unit stops for a restart", KillStoppingAsync),
        Resumes(
            "agent-killed-starting",
            "before the login window",
            agent => KillRestartingAsync(agent, "window_delay_ms", RunningAgent.JavaRuns)
        ),
        Resumes(
            "agent-killed-login",
            "while the broker has the credentials",
            agent => KillRestartingAsync(agent, "login_delay_ms", TwoLogins)
        ),
        Resumes("agent-killed-second-factor", "while the phone is asked", KillAtSecondFactorAsync) with
        {
            Told = ["approval-needed", "recovered"],
        },
        Resumes(
            "agent-killed-before-ready",
            "between login and open port",
            agent => KillRestartingAsync(agent, "api_delay_ms", LoginCompleted)
        ),
        Resumes("agent-killed-proving", "while a silence is being proved", KillProvingAsync) with
        {
            MustNot = "restart without a whole proof",
            Via = ["ApiSilent", "Ready"],
        },
    ];

    private const string TwoLogins = "[ $(gateway-sim ctl logins) -eq 2 ]";

    private const string LoginCompleted =
        "[ $(journalctl --unit=ibkr-gateway --output=cat | grep -c 'Login has completed') -eq 2 ]";

    private static Fault Adopts(string name, string injected, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.LeftAlone, injected, playAsync)
        {
            Must = "come back, and adopt the Gateway that runs",
            MustNot = "touch it",
            Logins = 1,
            Via = ["Ready"],
            AgentStarts = 1,
        };

    private static Fault Resumes(string name, string when, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.Recovered, $"the daemon gets SIGKILL {when}", playAsync)
        {
            Must = "go on where the world is",
            MustNot = "restart twice, or take a job of its own for the operator's",
            Logins = 2,
            Restarts = 1,
            AgentStarts = 1,
        };

    private static async Task HangAsync(RunningAgent agent) =>
        await agent.RunAsync(
            """
            daemon=$(systemctl show -P MainPID ibkr-agent)
            kill -STOP $daemon
            while kill -0 $daemon 2>/dev/null; do sleep 0.5; done
            """
        );

    private static async Task StopAsync(RunningAgent agent) =>
        await agent.RunAsync(
            $"""
            systemctl stop ibkr-agent
            {RunningAgent.KillJava}
            until systemctl is-failed --quiet ibkr-gateway; do sleep 0.1; done
            systemctl start ibkr-agent
            """
        );

    private static async Task KillPausingAsync(RunningAgent agent)
    {
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.VerdictAsync("Down");
        await agent.RunAsync(KillAgent);
    }

    /// <summary>
    /// The bus stands still from the pause on: what the agent asks for does not arrive in its lifetime.
    /// </summary>
    private static async Task KillAskingAsync(RunningAgent agent)
    {
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.VerdictAsync("Down");
        await agent.RunAsync("kill -STOP $(systemctl show -P MainPID dbus)");
        await agent.EventAsync(AgentEvent.RestartingUnit, count: 2);
        await agent.RunAsync($"{KillAgent}; kill -CONT $(systemctl show -P MainPID dbus)");
    }

    private static async Task KillStoppingAsync(RunningAgent agent)
    {
        await agent.SteerAsync("set stop_delay_ms 4000");
        await agent.RunAsync("ibkr-agent restart");
        await agent.UntilAsync("[ $(systemctl show -P ActiveState ibkr-gateway) = deactivating ]");
        await agent.RunAsync(KillAgent);
    }

    /// <param name="delay">which step of the start takes long.</param>
    /// <param name="reached">a command that succeeds when it is under way.</param>
    private static async Task KillRestartingAsync(RunningAgent agent, string delay, string reached)
    {
        await agent.SteerAsync($"--keep set {delay} 5000");
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.VerdictAsync("Starting");
        await agent.UntilAsync(reached);
        await agent.RunAsync(KillAgent);
    }

    private static async Task KillAtSecondFactorAsync(RunningAgent agent)
    {
        await agent.SteerAsync("--keep login-mode second-factor");
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.VerdictAsync("AwaitingTwoFactor");
        await agent.RunAsync(KillAgent);
        await agent.EventAsync(AgentEvent.Ready, count: 2);
        // It is told when it has stood for a second: nobody is woken for what was approved by then.
        await agent.UntilAsync($"grep -q 'approval' {AlertReceiver.Path}");
        await agent.SteerAsync("second-factor approve");
    }

    private static async Task KillProvingAsync(RunningAgent agent)
    {
        await agent.SteerAsync("api silent");
        await agent.VerdictAsync("ApiSilent");
        await agent.RunAsync(KillAgent);
    }
}
