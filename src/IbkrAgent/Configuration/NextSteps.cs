using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>What is left for the operator: nothing that runs takes a changed file up by itself.</summary>
internal sealed class NextSteps(HostPaths paths, IController controller)
{
    /// <summary>What a start needs and the host does not have.</summary>
    public IEnumerable<string> Missing(AgentSettings settings, GatewaySettings gateway) =>
        Installation
            .Inspect(settings, gateway, paths, controller)
            .Missing.Select(missing => $"still missing: {missing}");

    public IEnumerable<string> After(
        IReadOnlyList<FileChange> changes,
        AgentSettings settings,
        GatewaySettings gateway
    ) =>
        [
            .. Missing(settings, gateway),
            .. File.Exists(paths.ControlSocket) ? OfDaemon(changes, gateway) : [OfNone(gateway)],
        ];

    private static string OfNone(GatewaySettings gateway) =>
        "next: sudo systemctl enable --now ibkr-agent, which "
        + (
            gateway.Mode == AgentMode.Observe
                ? "only watches; the Gateway is yours to start"
                : "starts the Gateway: a login, with a live account by phone"
        );

    private IEnumerable<string> OfDaemon(IReadOnlyList<FileChange> changes, GatewaySettings gateway)
    {
        var changed = changes.Select(change => change.File.Path).ToHashSet();
        if (changed.Contains(paths.Settings))
            yield return "next: ibkr-agent reload";
        if (changed.Contains(paths.AlertSecrets))
            yield return "next: sudo systemctl restart ibkr-agent, for alerts.env; the Gateway is not touched";
        if (
            changed.Contains(paths.ControllerSettings(gateway.Name))
            || changed.Contains(paths.Credentials(gateway.Name))
        )
            yield return "a Gateway that runs takes settings and login up at its next start; nothing was restarted";
    }
}
