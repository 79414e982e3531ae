using IbkrAgent.Settings;

namespace IbkrAgent.Dependents;

/// <summary>What is said of one dependent.</summary>
/// <param name="State">systemd's ActiveState; empty when it is not known yet.</param>
/// <param name="RestartAt">when it is restarted; null when that is not planned.</param>
/// <param name="GaveUp">why it is not restarted any more; null when it is.</param>
/// <param name="LeftAlone">it was stopped, and not by the agent.</param>
public sealed record DependentReport(
    string Name,
    string State,
    string? Trouble,
    int RestartsLastHour,
    int RestartsPerHour,
    DateTimeOffset? RestartAt,
    string? GaveUp,
    bool LeftAlone
)
{
    public static DependentReport Of(DependentState service, DependentsSettings settings, DateTimeOffset at) =>
        new(
            service.Name,
            service.Unit.ActiveState,
            service.Trouble(settings),
            service.Memory.RestartsLastHour(at),
            settings.RestartsPerHour,
            service.Due,
            service.Memory.GaveUp,
            service.Memory.IsLeftAlone
        );
}
