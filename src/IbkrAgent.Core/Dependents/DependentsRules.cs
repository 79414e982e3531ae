using IbkrAgent.Settings;

namespace IbkrAgent.Dependents;

/// <summary>Decides what happens to the services that live on one gateway's API.</summary>
/// <remarks>
/// Each event changes what is known; then every dependent is looked at anew: what it is against what it should be. So a
/// late, lost or repeated event leads to the same end.
/// </remarks>
public static partial class DependentsRules
{
    /// <summary>A stop counts as the operator's when it lasts: a restart by hand passes through it.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    /// <summary>A service that ran that long is well again, and its restarts are forgotten.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromHours(1);

    /// <summary>After systemd did not do what it was asked for.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMinutes(1);

    /// <summary>The broker was away for this long, beyond what was expected, and the ready target is stopped.</summary>
    private static readonly TimeSpan UpstreamLinger = TimeSpan.FromMinutes(30);

    public static DependentsStep Decide(DependentsState state, DependentsEvent @event, GatewaySettings settings)
    {
        var at = @event.At;
        var step = Observe(state, @event, settings);
        // Stopped in the opposite order of their start.
        foreach (var index in Enumerable.Range(0, state.Services.Length).Reverse())
            step = step.Then(next => Stop(next, index, at, settings));
        foreach (var index in Enumerable.Range(0, state.Services.Length))
            step = step.Then(next => Keep(next, index, at, settings));

        return step.Then(TellWhenGone).Then(next => KeepTarget(next, at, settings));
    }

    /// <summary>The next time at which something may be due though nothing happens; null when there is none.</summary>
    public static DateTimeOffset? NextWake(DependentsState state, DateTimeOffset at, GatewaySettings settings)
    {
        IEnumerable<DateTimeOffset?> times =
        [
            StartFrom(state, settings),
            state.StopAt - settings.Dependents.StopAhead,
            TargetEnd(state, settings),
            state.Target.RetryAt,
            .. state.Services.SelectMany(TimesOf),
        ];
        return times.Where(time => time > at).Min();
    }

    private static IEnumerable<DateTimeOffset?> TimesOf(DependentState service) =>
        [
            service.Due,
            service.RetryAt,
            service.IsStopped ? service.UnitSince + Settle : null,
            HasCounts(service) ? service.UnitSince + Steady : null,
        ];

    /// <summary>From when on dependents may be started; null while they may not.</summary>
    private static DateTimeOffset? StartFrom(DependentsState state, GatewaySettings settings) =>
        state.IsUsable ? state.UpSince + settings.Dependents.Delay : null;

    private static bool HasCounts(DependentState service) =>
        service.IsActive && (service.Memory.GaveUp is not null || !service.Memory.Restarts.IsEmpty);

    /// <summary>What keeps the agent from acting, or null when it has hands.</summary>
    private static string? Hands(DependentsState state, GatewaySettings settings) =>
        state.HandsOff ? "hands off"
        : settings.Mode == AgentMode.Observe ? "mode = observe"
        : null;

    private static DependentState Remember(DependentState service, Func<DependentMemory, DependentMemory> change) =>
        service with
        {
            Memory = change(service.Memory),
        };
}
