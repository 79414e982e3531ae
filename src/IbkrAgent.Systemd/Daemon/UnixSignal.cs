namespace IbkrAgent.Systemd.Daemon;

/// <summary>The signals that are sent (signal(7)).</summary>
public enum UnixSignal
{
    /// <summary>SIGHUP: the terminal has gone; to a daemon: read the settings again.</summary>
    Hangup = 1,

    /// <summary>SIGINT: from the keyboard, end in order.</summary>
    Interrupt = 2,

    /// <summary>SIGQUIT: from the keyboard, end at once.</summary>
    Quit = 3,

    /// <summary>SIGKILL: end at once.</summary>
    Kill = 9,

    /// <summary>SIGTERM: end in order.</summary>
    Terminate = 15,
}
