namespace IbkrAgent.Faults.Themes;

/// <summary>A healthy Gateway, and something that looks like trouble: nothing is done, and nobody is woken.</summary>
internal static class FalseAlarms
{
    public static readonly IReadOnlyList<Fault> All =
    [
        FalseAlarm(
            "dialog-of-an-older-run",
            "the log of the run before has an unknown dialog and a refused login",
            OlderRunAsync
        ) with
        {
            Logins = 2,
            AgentStarts = 1,
            Via = ["Ready"],
            ChangesJava = true,
        },
        FalseAlarm("another-clients-326", "another program is refused the agent's client id", RefuseOtherClientAsync),
        FalseAlarm(
            "farm-flap",
            "a farm breaks and comes back",
            agent => agent.SteerAsync("set market_farm broken", "set market_farm ok")
        ) with
        {
            Settings = [("farm_debounce", "1min")],
        },
        FalseAlarm(
            "journal-lost",
            "the journal is deleted while the daemon is away: its place is gone",
            LoseJournalAsync
        ) with
        {
            AgentStarts = 1,
            Via = ["Ready"],
        },
        FalseAlarm("slow-heartbeat-once", "one answer to the heartbeat takes 3.5 s", AnswerLateOnceAsync) with
        {
            // Time to be quick again before the next one.
            Settings = [("heartbeat_interval", "10s")],
        },
        FalseAlarm(
            "viewer-at-the-window",
            "the API falls silent while somebody looks at the window over VNC",
            SilenceUnderAViewerAsync
        ) with
        {
            Must = "leave the Gateway to who looks at it, and say that it is silent",
            MustNot = "restart it under the mouse",
            Verdict = "ApiSilent",
            Health = 5,
            Told = ["api-silent"],
            Lasting = 40, // beyond the proof and the pause
        },
        FalseAlarm("forged-lines", "another unit writes lines of the controller and of PID 1", ForgeAsync),
        FalseAlarm("host-serviced", "D-Bus, journald and systemd begin anew", agent => agent.RunAsync(Service)),
        FalseAlarm(
            "many-looks",
            "twenty health-checks at once, and three without the daemon",
            agent => agent.RunAsync(Look)
        ),
    ];

    private const string Service = """
        set -e
        systemctl restart dbus
        systemctl restart systemd-journald
        systemctl daemon-reload
        systemctl daemon-reexec
        """;

    private const string Look = """
        for i in $(seq 20); do ibkr-agent health-check & looks+=" $!"; done
        for i in $(seq 3); do ibkr-agent health-check --direct & looks+=" $!"; done
        for look in $looks; do wait $look || exit 1; done
        """;

    private static Fault FalseAlarm(string name, string injected, Func<RunningAgent, Task> playAsync) =>
        new(name, Outcome.LeftAlone, injected, playAsync)
        {
            Must = "do nothing",
            MustNot = "restart, stop, alert, or be unhealthy",
            Logins = 1,
        };

    /// <summary>
    /// While the daemon is away the operator restarts a Gateway with a dialog; the daemon reads both runs' lines.
    /// </summary>
    private static async Task OlderRunAsync(RunningAgent agent)
    {
        await agent.RunAsync("systemctl stop ibkr-agent");
        await agent.SteerAsync("set dialog_title 'Login failed'", "set incident unknown-dialog");
        await agent.UntilAsync("journalctl --unit=ibkr-gateway --output=cat | grep -q 'Login failed'");
        await agent.RunAsync("systemctl restart ibkr-gateway");
        await agent.UntilAsync("ibkr-agent health-check --direct");
        await agent.RunAsync("systemctl start ibkr-agent");
    }

    /// <summary>Who is connected with the VNC port, and not what is shown there, is all that counts.</summary>
    private static async Task SilenceUnderAViewerAsync(RunningAgent agent)
    {
        await agent.RunAsync(
            """
            systemd-run --quiet --unit=vnc-server systemd-socket-activate --listen=127.0.0.1:5900 sleep infinity
            systemd-run --quiet --unit=vnc-viewer bash -c 'until exec 3<>/dev/tcp/127.0.0.1/5900; do :; done; sleep infinity'
            until ss --no-header --numeric 'sport = :5900' | grep -q ESTAB; do :; done
            """
        );
        await agent.SteerAsync("api silent");
    }

    private static async Task RefuseOtherClientAsync(RunningAgent agent)
    {
        await OtherClient.ConnectAsync(agent, "other-client", clientId: 7971);
        await agent.UntilAsync("journalctl --unit=other-client --output=cat | grep -q 326");
    }

    private static async Task LoseJournalAsync(RunningAgent agent) =>
        await agent.RunAsync(
            """
            set -e
            systemctl stop ibkr-agent
            journalctl --rotate --quiet
            rm /var/log/journal/*/*@*.journal
            systemctl restart systemd-journald
            systemctl start ibkr-agent
            """
        );

    private static async Task AnswerLateOnceAsync(RunningAgent agent)
    {
        const string Slow = "ibkr-agent status --json | jq -e '.gateways[0].session.latency > \"00:00:03\"'";
        await agent.SteerAsync("set time_delay_ms 3500");
        await agent.UntilAsync(Slow);
        await agent.SteerAsync("set time_delay_ms 0");
    }

    private static async Task ForgeAsync(RunningAgent agent) =>
        await agent.RunAsync(
            """
            set -e
            line='2026-11-20 10:00:00:000 IBC: '
            for said in 'Login attempt: 1' 'Login failed' 'Re-login is required' 'Too many failed login attempts.'; do
                logger --tag ibkr-gateway "$line$said"
                systemd-run --quiet --wait --property=SyslogIdentifier=ibkr-gateway echo "$line$said"
                printf 'MESSAGE=%s\nUNIT=ibkr-gateway.service\n_SYSTEMD_UNIT=ibkr-gateway.service\n_PID=1\n' "$line$said" |
                    logger --journald
            done
            printf 'MESSAGE=Stopping\nUNIT=ibkr-gateway.service\nJOB_TYPE=stop\nJOB_ID=99999\n_PID=1\n' | logger --journald
            """
        );
}
