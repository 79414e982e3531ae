using System.Globalization;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Daemon;

/// <summary>Tells systemd how the service is (sd_notify(3)); does nothing when systemd did not start it so.</summary>
/// <remarks>
/// Callable from any thread. A message that cannot be sent is no reason to stop: each returns whether it was.
/// </remarks>
public sealed class ServiceNotifier
{
    private readonly Func<string, int> _send;

    public ServiceNotifier()
        : this(static state => LibSystemd.sd_notify(0, state)) { }

    internal ServiceNotifier(Func<string, int> send) => _send = send;

    /// <summary>How long systemd waits between two signs of life (WatchdogSec=); null when it does not watch.</summary>
    public TimeSpan? WatchdogInterval { get; } =
        LibSystemd.sd_watchdog_enabled(0, out var microseconds) > 0 ? TimeSpan.FromMicroseconds(microseconds) : null;

    /// <summary>Start-up, or a reload, is complete.</summary>
    public bool Ready(string status) => Send($"READY=1\n{StatusLine(status)}");

    /// <summary>The line that systemctl shows.</summary>
    public bool Status(string status) => Send(StatusLine(status));

    /// <summary>A sign of life.</summary>
    public bool Watchdog() => Send("WATCHDOG=1");

    /// <summary>The settings are being read again; <see cref="Ready"/> ends it.</summary>
    public bool Reloading() =>
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={MonotonicClock.Now}"));

    public bool Stopping(string status) => Send($"STOPPING=1\n{StatusLine(status)}");

    /// <summary>Start, stop or reload takes longer: systemd waits at least so long from now.</summary>
    public bool ExtendTimeout(TimeSpan timeout)
    {
        var microseconds = (long)timeout.TotalMicroseconds;
        return Send(string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={microseconds}"));
    }

    private static string StatusLine(string status) => $"STATUS={status.ReplaceLineEndings(" ")}";

    private bool Send(string state) => _send(state) > 0;
}
