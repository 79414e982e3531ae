using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What the operator changes on the host: its set-up, the hands-off file. Afterwards it is tried again.</summary>
public static partial class Supervisor
{
    private static Step OnInstallationObserved(SupervisorState state, InstallationObserved e, GatewaySettings settings) =>
        // Something changed on the host: what the gate refused before may pass now.
        TryAgain(state with { Missing = e.Missing, Refused = null }, e.At, settings, "the host's set-up changed");

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
