using System.Collections.Immutable;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Dependents;

/// <summary>Everything remembered of a gateway's dependents between two events.</summary>
/// <param name="Services">in the order of their start.</param>
/// <param name="Verdict">what the Gateway is.</param>
/// <param name="ExpectedUntil">the end of the broker's reset that explains the verdict; null when none does.</param>
/// <param name="UpSince">since when it can be used; null when it cannot.</param>
/// <param name="Run">invocation id of the gateway's unit; empty before it is known.</param>
/// <param name="StopAt">when the Gateway is going to be stopped; null when that is not planned.</param>
/// <param name="IsStopNear">that is so soon that they went ahead, and stay so while it is planned.</param>
/// <param name="AreGone">and that nothing is waited for any more has been told.</param>
public sealed record DependentsState(
    ImmutableArray<DependentState> Services,
    ReadyTarget Target,
    long NextIntent,
    Verdict Verdict,
    DateTimeOffset? ExpectedUntil,
    DateTimeOffset? UpSince,
    string Run,
    bool MayRun,
    bool HandsOff,
    DateTimeOffset? StopAt,
    bool IsStopNear,
    bool AreGone
)
{
    /// <summary>The part that is saved.</summary>
    public DependentsMemory Memory =>
        new(Services.ToImmutableSortedDictionary(service => service.Name, service => service.Memory), NextIntent);

    /// <summary>Dependents may be started and restarted.</summary>
    public bool IsUsable => UpSince is not null && MayRun && !IsStopNear;

    /// <summary>The state of an agent that begins: it remembers, but has seen nothing yet.</summary>
    public static DependentsState Begin(DependentsMemory memory, GatewaySettings settings, DateTimeOffset at) =>
        new(
            [
                .. settings.Dependents.Services.Select(name =>
                    DependentState.Begin(name, memory.Services.GetValueOrDefault(name, DependentMemory.Empty), at)
                ),
            ],
            new(UnitNames.ReadyTarget(settings.Name), UnitStatus.Unknown, at, null, IsSettled: true, null, null),
            memory.NextIntent,
            Verdict.Starting,
            ExpectedUntil: null,
            UpSince: null,
            Run: "",
            MayRun: true,
            HandsOff: false,
            StopAt: null,
            IsStopNear: false,
            AreGone: false
        );

    /// <summary>Whether both would be saved alike.</summary>
    public bool RemembersAs(DependentsState other) =>
        NextIntent == other.NextIntent
        && Services.Select(service => service.Memory).SequenceEqual(other.Services.Select(service => service.Memory));

    public DependentsState With(int index, Func<DependentState, DependentState> change) =>
        this with
        {
            Services = Services.SetItem(index, change(Services[index])),
        };

    public DependentsState WithAll(Func<DependentState, DependentState> change) =>
        this with
        {
            Services = [.. Services.Select(change)],
        };
}
