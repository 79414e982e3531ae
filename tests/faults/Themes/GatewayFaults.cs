namespace IbkrAgent.Faults.Themes;

/// <summary>The Gateway's process ends, hangs, or begins anew.</summary>
internal static class GatewayFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        Ends("process-killed", "every process of the unit gets SIGKILL", "systemctl kill --signal=KILL ibkr-gateway"),
        Ends("exit-0", "the controller ends with status 0", "gateway-sim ctl exit 0"),
        Ends("exit-76", "the controller ends with 1100, status 76", "gateway-sim ctl exit 1100"),
        Ends("exit-87", "the controller ends with 1111, status 87", "gateway-sim ctl exit 1111"),
        Ends("exit-137", "java gets SIGKILL, status 137", RunningAgent.KillJava),
        Hangs("process-stopped", "java gets SIGSTOP", "kill -STOP $(pgrep -x java)"),
        Hangs("process-hung", "API and command port fall silent, the process runs", "gateway-sim ctl hang"),
        new(
            "exit-that-stays",
            Outcome.Escalated,
            "the controller ends with 1104, status 80",
            agent => agent.SteerAsync("exit 1104")
        )
        {
            Must = "say what a human has to correct",
            MustNot = "restart what would end the same way",
            Logins = 1,
            Verdict = "NotConfigured",
            Health = 9,
            EndsDown = true,
            Told = ["not-configured"],
        },
        new(
            "crash-loop",
            Outcome.Escalated,
            "java ends whenever it is logged in",
            agent => agent.SteerAsync("--keep scenario crash")
        )
        {
            Must = "spend the login that is left of this hour, then wait and tell a human",
            MustNot = "log in for ever",
            Logins = 2,
            Restarts = 1,
            Verdict = "Down",
            Health = 1,
            EndsDown = true,
            Told = ["gateway-down", "budget-spent"],
        },
        OwnRestart("own-restart", "the Gateway's own restart, from its stored login", logins: 1, "restart"),
        OwnRestart(
            "own-restart-full-login",
            "the same, and the stored login is refused",
            logins: 2,
            "--keep token invalid",
            "restart"
        ),
    ];

    /// <summary>An end that a restart cures.</summary>
    private static Fault Ends(string name, string injected, string command) =>
        new(name, Outcome.Recovered, injected, agent => agent.RunAsync(command))
        {
            Must = "restart the unit once, after the pause",
            MustNot = "take it for the operator's stop",
            Logins = 2,
            Restarts = 1,
            Via = ["Down"],
            Told = ["gateway-down", "recovered"],
        };

    private static Fault Hangs(string name, string injected, string command) =>
        new(name, Outcome.Recovered, injected, agent => agent.RunAsync(command))
        {
            Must = "prove the silence by fresh handshakes, then restart",
            MustNot = "restart before the proof",
            Logins = 2,
            Restarts = 1,
            Via = ["ApiSilent"],
            Told = ["api-silent", "recovered"],
        };

    private static Fault OwnRestart(string name, string injected, int logins, params string[] commands) =>
        new(name, Outcome.LeftAlone, injected, agent => agent.SteerAsync(commands))
        {
            Must = "wait for it within the time of a start",
            MustNot = "restart a Gateway that restarts",
            Logins = logins,
            Via = ["Starting", "Ready"],
            MayBeTold = ["port-closed"],
            ChangesJava = true,
        };
}
