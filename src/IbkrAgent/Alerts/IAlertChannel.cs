using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>A way to reach the operator.</summary>
internal interface IAlertChannel
{
    /// <summary>For commands and files, for example <c>discord</c>; never renamed.</summary>
    string Id { get; }

    /// <summary>For the journal, for example <c>Discord</c>.</summary>
    string Name { get; }

    /// <summary>From which severity on it gets alerts.</summary>
    AlertSeverity LeastSeverity(AlertSettings settings);

    /// <summary>Makes one attempt; never throws for what the other side or the network does.</summary>
    Task<WebAnswer> SendAsync(Alert alert, AlertSettings settings, CancellationToken cancellationToken);
}
