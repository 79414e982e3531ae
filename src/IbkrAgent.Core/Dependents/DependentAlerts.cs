using System.Globalization;
using IbkrAgent.Alerts;
using IbkrAgent.Common;

namespace IbkrAgent.Dependents;

/// <summary>What the operator is told about dependents; each once, when it comes about.</summary>
internal static class DependentAlerts
{
    public static Alert GivenUp(InstanceName gateway, string unit, string why, DateTimeOffset at) =>
        Compose(
            AlertCatalog.DependentFailing,
            gateway,
            unit,
            $"{unit} is not restarted any more: {why}. The Gateway is ready and is not touched.",
            $"See journalctl -u {unit}; when it is cured: sudo systemctl restart {unit}.",
            at
        );

    public static Alert Refused(InstanceName gateway, string unit, string why, DateTimeOffset at) =>
        Compose(
            AlertCatalog.DependentRefused,
            gateway,
            unit,
            $"systemd does not let the agent restart or stop {unit}: {why}.",
            "sudo ibkr-agent configure dependents",
            at
        );

    private static Alert Compose(
        AlertDefinition definition,
        InstanceName gateway,
        string unit,
        string text,
        string whatToDo,
        DateTimeOffset at
    ) =>
        new(
            definition.Code,
            definition.Severity,
            gateway.ToString(),
            $"Gateway {gateway} {definition.Title}",
            text,
            whatToDo,
            at,
            string.Create(CultureInfo.InvariantCulture, $"{gateway}-{unit}-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}")
        );
}
