using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>
/// What the operator changes on the host: its set-up, the settings, the hands-off file. Afterwards it is tried again.
/// </summary>
public static partial class Supervisor
{
    private static Step OnInstallationObserved(
        SupervisorState state,
        InstallationObserved e,
        GatewaySettings settings
    ) =>
        // Something changed on the host: what the gate refused before may pass now.
        TryAgain(
            Remember(state, m => m with { Keeping = m.Keeping.With(e.Means.Version) }) with
            {
                Missing = e.Missing,
                Means = e.Means,
                Refused = null,
            },
            e.At,
            settings,
            "the host's set-up changed"
        );

    /// <summary>
    /// Whether the Gateway is wanted may have changed; what is under way goes on, and deadlines that run stay.
    /// </summary>
    private static Step OnSettingsChanged(SupervisorState state, SettingsChanged e, GatewaySettings settings) =>
        RunWish.Against(state.Memory, settings.Schedule, e.At) is null
            ? TryAgain(state with { Refused = null }, e.At, settings, "the settings changed")
            : StopIfUnwanted(state, e.At, settings);

    private static Step OnHandsOffObserved(SupervisorState state, HandsOffObserved e, GatewaySettings settings)
    {
        var seen = state with { HandsOff = e.HandsOff };
        return e.HandsOff ? Step.Stay(seen) : TryAgain(seen, e.At, settings, "the hands-off file is gone");
    }

    private static Step TryAgain(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why)
    {
        if (state.Phase != Phase.Idle)
            return Step.Stay(state);
        if (state.Unit.IsActive && state.Memory.Latch is null)
        {
            var step = state.Api is ApiStatus.Ready ? OnApiReady(state) : AwaitReady(state, at, settings.Supervision);
            return step.Then(next => StopIfUnwanted(next, at, settings));
        }

        return state.Unit.IsDown && state.IsWanted(settings, at)
            ? PauseBeforeRestart(state, at, settings.Supervision, why)
            : Step.Stay(state);
    }
}
