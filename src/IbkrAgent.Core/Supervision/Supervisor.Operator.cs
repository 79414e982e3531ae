using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What the operator does and asks for: the host's set-up, the hands-off file, commands.</summary>
public static partial class Supervisor
{
    private static Step OnInstallationObserved(SupervisorState state, InstallationObserved e, SupervisionSettings policy) =>
        // Something changed on the host: what the gate refused before may pass now.
        TryAgain(state with { Missing = e.Missing, Refused = null }, e.At, policy, "the host's set-up changed");

    private static Step OnHandsOffObserved(SupervisorState state, HandsOffObserved e, SupervisionSettings policy)
    {
        var seen = state with { HandsOff = e.HandsOff };
        return e.HandsOff ? Step.Stay(seen) : TryAgain(seen, e.At, policy, "the hands-off file is gone");
    }

    private static Step TryAgain(SupervisorState state, DateTimeOffset at, SupervisionSettings policy, string why)
    {
        if (state.Phase != Phase.Idle)
            return Step.Stay(state);
        if (state.Unit.IsActive && state.Memory.Latch is null)
            return state.Api is ApiStatus.Ready ? OnApiReady(state) : AwaitReady(state, at, policy);
        return state.IsWanted && state.Unit.IsDown ? PauseBeforeRestart(state, at, policy, why) : Step.Stay(state);
    }

    private static Step OnRestartRequested(SupervisorState state, RestartRequested e, GatewaySettings settings)
    {
        if (Objection(state, settings) is { } objection)
            return Step.Stay(state).Do(new Answer(e.Request, objection.Reply, objection.Message));
        if (state.Memory.Latch is { } latch)
            return Step.Stay(state)
                .Do(new Answer(e.Request, OperatorReply.Refused, $"latched since {latch.Since:u}: {latch.Why}; {AckRemedy}"));

        return ByHand(state, e.At, settings, $"asked for by {e.Who}" + (e.Why is null ? "" : $": {e.Why}"))
            .Do(new Answer(e.Request, OperatorReply.Accepted, "the Gateway is being restarted"));
    }

    private static Step OnAcknowledgeRequested(SupervisorState state, AcknowledgeRequested e, GatewaySettings settings)
    {
        if (Objection(state, settings) is { } objection)
            return Step.Stay(state).Do(new Answer(e.Request, objection.Reply, objection.Message));
        if (state.Memory.Latch is null && state.Memory.Ledger.UnknownSince is null)
            return Step.Stay(state)
                .Do(new Answer(e.Request, OperatorReply.Refused, "nothing is latched: there is nothing to acknowledge"));

        var cleared = Remember(
            state,
            m =>
                m with
                {
                    Latch = null,
                    Ledger = m.Ledger.Acknowledged(settings.Supervision),
                    Login = m.Login with { Pushes = 0 },
                }
        );
        var step =
            cleared is { Unit.IsActive: true, Api: Gateway.ApiStatus.Ready }
                ? Step.Stay(cleared)
                : ByHand(cleared, e.At, settings, $"acknowledged by {e.Who}");
        return step.Do(new Answer(e.Request, OperatorReply.Accepted, "acknowledged: one login is made now"));
    }

    private const string AckRemedy = "when you are ready to answer the login, use: ibkr-agent ack";

    private static Step ByHand(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why) =>
        BeginRestart(
            Remember(state, m => m with { Parked = false }) with
            {
                ByHuman = true,
                Refused = null,
                Intention = why,
            },
            at,
            settings
        );

    private static (OperatorReply Reply, string Message)? Objection(SupervisorState state, GatewaySettings settings) =>
        state switch
        {
            { Phase: Phase.Settling } => (OperatorReply.Busy, "the agent has just started: try again in a moment"),
            { Phase: Phase.Restarting or Phase.Stopping } => (OperatorReply.Busy, "a restart or stop is under way: try again"),
            { Missing.Length: > 0 } => (OperatorReply.Refused, $"not configured: {state.Missing}"),
            _ when Hands(state, settings) is { } tied => (
                OperatorReply.Refused,
                $"{tied}: the agent does not act; systemctl restart does it by hand"
            ),
            _ => null,
        };
}
