namespace IbkrAgent.Systemd.Daemon;

/// <summary>The signals that are sent (signal(7)).</summary>
public enum UnixSignal
{
    /// <summary>SIGHUP: read the settings again.</summary>
    Hangup = 1,

    /// <summary>SIGKILL: end at once.</summary>
    Kill = 9,

    /// <summary>SIGTERM: end in order.</summary>
    Terminate = 15,
}
