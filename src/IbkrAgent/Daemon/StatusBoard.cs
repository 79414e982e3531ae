using IbkrAgent.Health;
using IbkrAgent.Systemd.Daemon;

namespace IbkrAgent.Daemon;

/// <summary>
/// What systemctl shows of the daemon: how the gateways are, and whether they run by the file's settings.
/// </summary>
internal sealed class StatusBoard(Func<IReadOnlyList<GatewayReport>> reports, ServiceNotifier notifier)
{
    private volatile string _complaint = "";

    /// <summary>What is wrong with the settings in the file, while older ones hold; else empty.</summary>
    public string Complaint
    {
        get => _complaint;
        set => _complaint = value;
    }

    public void Tell() => notifier.Status(Line);

    /// <summary>A start or a reload is done.</summary>
    public void TellReady() => notifier.Ready(Line);

    private string Line =>
        _complaint.Length > 0 ? $"{_complaint} | {StatusLine.Of(reports())}" : StatusLine.Of(reports());
}
