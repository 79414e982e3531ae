namespace IbkrAgent.Faults.Themes;

/// <summary>What the Gateway and the agent stand on: display, bus, journal, PID 1, disk, the machine.</summary>
internal static class HostFaults
{
    private const string State = "/var/lib/ibkr-agent/main/state.json";

    public static readonly IReadOnlyList<Fault> All =
    [
        new(
            "xvfb-killed",
            Outcome.Recovered,
            "the display gets SIGKILL",
            agent => agent.RunAsync("systemctl kill --signal=KILL xvfb")
        )
        {
            Must = "restart the Gateway, and the display with it",
            MustNot = "take it for the operator's stop",
            Logins = 2,
            Restarts = 1,
            Via = ["Down"],
            Told = ["gateway-down", "recovered"],
        },
        new(
            "xvfb-stopped",
            Outcome.LeftAlone,
            "the operator stops the display, and the Gateway with it",
            agent => agent.RunAsync("systemctl stop xvfb")
        )
        {
            Must = "take it for the operator's stop",
            MustNot = "start what he stopped",
            Logins = 1,
            Verdict = "Stopped",
            Health = 1,
            EndsDown = true,
        },
        CrashAfter("bus-restarted", "D-Bus is restarted, then java gets SIGKILL", "systemctl restart dbus"),
        CrashAfter(
            "journal-restarted",
            "journald is restarted, then java gets SIGKILL",
            "systemctl restart systemd-journald"
        ),
        CrashAfter(
            "journal-killed",
            "journald gets SIGKILL, then java",
            "systemctl kill --signal=KILL systemd-journald"
        ),
        CrashAfter(
            "systemd-reexecuted",
            "systemd executes itself anew, then java gets SIGKILL",
            "systemctl daemon-reexec"
        ),
        new("disk-full", Outcome.Escalated, "the state cannot be written, and java gets SIGKILL", FillDiskAndCrashAsync)
        {
            Must = "tell a human",
            MustNot = "make a login that nobody would remember",
            Logins = 1,
            Verdict = "Down",
            Health = 1,
            EndsDown = true,
            AgentStarts = 1,
            Told = ["gateway-down"],
            Lasting = 2, // until it is tried again
        },
        new("disk-full-for-a-while", Outcome.Recovered, "the same, and then there is room again", MakeRoomAgainAsync)
        {
            Must = "go on by itself",
            MustNot = "count logins that were not made",
            Logins = 2,
            Restarts = 1,
            Via = ["Down", "Ready"],
            AgentStarts = 1,
            Told = ["gateway-down", "recovered"],
        },
        Forgotten("state-corrupt", "the state is no JSON", $"echo '{{' >{State}"),
        Forgotten(
            "state-newer",
            "the state is from a newer version",
            $"sed -i 's/\"version\": [0-9]*/\"version\": 99/' {State}"
        ),
        new("reboot", Outcome.Recovered, "the host is rebooted", agent => agent.RebootAsync())
        {
            Must = "start the Gateway",
            MustNot = "take the shutdown for the operator's stop",
            Logins = 2,
            Restarts = 1,
            AgentStarts = 1,
        },
        new(
            "reboot-during-restart",
            Outcome.Recovered,
            "the host is rebooted while a restart waits for the login window",
            RebootDuringRestartAsync
        )
        {
            Must = "start the Gateway anew",
            MustNot = "repeat what was pending, or take the shutdown for the operator's stop",
            Logins = 2,
            Restarts = 2,
            AgentStarts = 1,
        },
    ];

    /// <summary>The agent sees the crash although what it looks through was away.</summary>
    private static Fault CrashAfter(string name, string injected, string command) =>
        new(name, Outcome.Recovered, injected, agent => agent.RunAsync($"{command} && {RunningAgent.KillJava}"))
        {
            Must = "see the crash, and restart the Gateway",
            MustNot = "end, or act twice",
            Logins = 2,
            Restarts = 1,
            Told = ["recovered"],
        };

    /// <summary>
    /// A healthy Gateway is not touched; but when it ends, no login is made that may be one too many.
    /// </summary>
    private static Fault Forgotten(string name, string injected, string command) =>
        new(
            name,
            Outcome.Escalated,
            $"{injected}; then java gets SIGKILL",
            agent => ForgetAndCrashAsync(agent, command)
        )
        {
            Must = "set it aside, count the budget as spent, and tell a human",
            MustNot = "touch the Gateway that is ready, or log in after the crash",
            Logins = 1,
            Verdict = "LockedOut",
            Health = 3,
            Via = ["Ready", "LockedOut"],
            EndsDown = true,
            AgentStarts = 1,
            Told = ["locked-out"],
        };

    private static async Task ForgetAndCrashAsync(RunningAgent agent, string command)
    {
        var java = await agent.JavaAsync();
        await agent.RunAsync($"systemctl stop ibkr-agent && {command} && systemctl start ibkr-agent");
        await agent.EventAsync(AgentEvent.StateUnusable);
        await agent.VerdictLastsAsync("Ready", seconds: 5);
        await agent.RunAsync($"kill -9 {java}");
    }

    private static async Task FillDiskAndCrashAsync(RunningAgent agent)
    {
        const string Fill = """
            set -e
            cd /
            systemctl stop ibkr-agent
            cp -a /var/lib/ibkr-agent/main /tmp/state
            mount -t tmpfs -o size=64k,mode=0700,uid=ibkr-agent,gid=ibkr tmpfs /var/lib/ibkr-agent/main
            cp -a /tmp/state/. /var/lib/ibkr-agent/main
            systemctl start ibkr-agent
            """;
        await agent.RunAsync(Fill);
        await agent.VerdictAsync("Ready");
        await agent.RunAsync("dd if=/dev/zero of=/var/lib/ibkr-agent/main/ballast bs=1k status=none || true");
        await agent.RunAsync(RunningAgent.KillJava);
        await agent.EventAsync(AgentEvent.StateNotSaved);
        await agent.EventAsync(AgentEvent.ActionWithoutMemory);
    }

    private static async Task MakeRoomAgainAsync(RunningAgent agent)
    {
        await FillDiskAndCrashAsync(agent);
        await agent.RunAsync("rm /var/lib/ibkr-agent/main/ballast");
    }

    /// <summary>A human asks for the restart: its login, which is not made, costs no budget.</summary>
    private static async Task RebootDuringRestartAsync(RunningAgent agent)
    {
        var java = await agent.JavaAsync();
        await agent.SteerAsync("--keep set window_delay_ms 6000");
        await agent.RunAsync("ibkr-agent restart");
        await agent.UntilAsync($"pgrep -x java | grep -qvx {java}");
        await agent.RebootAsync();
    }
}
