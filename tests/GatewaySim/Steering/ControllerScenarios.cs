namespace IbkrAgent.GatewaySim.Steering;

/// <summary>The named scenarios of start script, controller and java process, but for the login.</summary>
internal static class ControllerScenarios
{
    public static readonly NamedScenario[] All =
    [
        new("normal", "everything goes well"),
        // how it is stopped, and how it ends
        new("stop-after-login", "somebody says STOP: File, Close; status 0", "incident=stop"),
        new(
            "stop-before-login",
            "somebody says STOP at the login window: ends at once; status 0",
            "login_mode=manual",
            "incident=stop",
            "incident_at=login-window"
        ),
        new(
            "stop-in-second-factor",
            "somebody says STOP while the phone is asked: ends at once; status 0",
            "login_mode=second-factor",
            "incident=stop",
            "incident_at=second-factor"
        ),
        new("window-hung", "STOP is accepted and nothing happens; a second one is an error", "window=hung"),
        new("restart-command", "somebody says RESTART: java anew, without a login", "incident=restart"),
        new("pause-command", "somebody says PAUSE: status 0, the next start needs no login", "incident=pause"),
        new("auto-restart", "the Gateway restarts at its time: java anew, without a login", "incident=auto-restart"),
        new("auto-logoff", "the Gateway logs off at its time: status 0, stays down", "incident=auto-logoff"),
        new("close-down", "the controller's ClosedownAt: File, Close; status 0", "incident=close-down"),
        new("cold-restart", "the controller's ColdRestartTime: java anew, with a full login", "incident=cold-restart"),
        new("slow-restart", "RESTART and PAUSE take as long as a real one may: 62 s", "restart_delay_ms=62000"),
        new("crash", "java is gone after the login; status 1", "incident=crash"),
        new(
            "crash-before-login",
            "java is gone at the login window; status 1",
            "incident=crash",
            "incident_at=login-window"
        ),
        new("uncaught-exception", "the controller ends with 1100 after the login; status 76", "incident=exit"),
        new(
            "control-not-found",
            "the controller ends with 1101 at the login window; status 77",
            "incident=exit",
            "exit_code=1101",
            "incident_at=login-window"
        ),
        new("killed", "java gets SIGKILL; status 137", "incident=killed"),
        new("terminated", "java gets SIGTERM; status 143", "incident=terminated"),
        new("interrupted", "the start script gets SIGINT; status 143", "incident=interrupted"),
        new("term-swallowed", "a token lies there: whatever ends java, the script starts it anew", "stray_token=yes"),
        // the stored login
        new("two-tokens", "the next restart leaves two tokens: both deleted, full login", "token=doubled"),
        new("bad-token", "the next restart ends in Login Error, then a full login", "token=invalid"),
        // what it is given
        new("bad-closedown-at", "1105; status 81", "ini.ClosedownAt=soon"),
        new("bad-trading-mode", "1104 at the login window; status 80", "ini.TradingMode=demo"),
        new("missing-ini", "the start script ends with status 6", "missing=ini"),
        new("missing-java", "the start script ends with status 1", "missing=java"),
        new("missing-installation", "the start script ends with status 4", "missing=installation"),
        new("missing-settings", "the start script ends with status 5", "missing=settings"),
        new("missing-vmoptions", "the start script ends with status 7", "missing=vm-options"),
        new("command-port-busy", "runs without a command port", "command_port_busy=yes"),
        new("display-missing", "there is no display: 1100; status 76", "display_missing=yes"),
        new("display-lost", "the display is gone after the login; status 1", "incident=display-lost"),
        // the process
        new("memory-high", "java holds 512 MB more", "memory_mb=512"),
        new("second-java", "a second java runs beside it and stays", "second_java=yes"),
        new("loopback-only", "the API port is open on the loopback interface only", "open_on_loopback_only=yes"),
    ];
}
