using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>
/// A restart that nobody needs at once: it takes nothing that a fault may need, and never leaves the Gateway down.
/// </summary>
public static partial class Supervisor
{
    /// <summary>How long it may wait for the window, the line or another gateway: what was safe may not stay so.</summary>
    private static readonly TimeSpan ScheduleLasts = TimeSpan.FromMinutes(2);

    private static (Step, string) RestartOnSchedule(
        SupervisorState state,
        OperatorAsked e,
        OperatorWish.ScheduledRestart wish,
        GatewaySettings settings
    ) =>
        (
            BeginRestart(
                state with
                {
                    Cause = RestartCause.Schedule,
                    CauseSince = e.At,
                    Intention = wish.Why,
                },
                e.At,
                settings
            ),
            "the Gateway is being restarted"
        );

    /// <summary>How long it runs outside of its run window then; the stop afterwards keeps the login.</summary>
    private static readonly TimeSpan ScheduledLoginLasts = TimeSpan.FromHours(1);

    private static (Step, string) LogInOnSchedule(
        SupervisorState state,
        OperatorAsked e,
        OperatorWish.ScheduledLogin wish,
        GatewaySettings settings
    )
    {
        var wanted = Remember(
            state,
            m => ForceIfUnwanted(m, e.At, settings, ScheduledLoginLasts, "for the login of the week")
        );
        return (
            BeginRestart(wanted with { Cause = RestartCause.Fault, Intention = wish.Why }, e.At, settings),
            "the Gateway is being started" + ForceText(wanted)
        );
    }

    private static string? AgainstScheduledLogin(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        state switch
        {
            { Unit.IsDown: false } => "the unit is not down",
            { Memory.Parked: true } => "somebody stopped the unit by hand",
            { Refused: { } refused } => refused,
            _ when RunWish.ForceAt(state.Memory, at) is { Runs: false } force => $"stopped {force.Who}",
            _ when state.Memory.Ledger.Refusal(at, settings.Supervision) is { } refusal => refusal.Why,
            _ => null,
        };

    /// <summary>Why no scheduled restart is made; null when one may be.</summary>
    private static string? AgainstScheduled(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        state switch
        {
            { Unit.IsActive: false } => $"the unit is {state.Unit.ActiveState}: there is nothing to restart",
            _ when !state.IsWanted(settings, at) || state.Memory.StopWhy is not null => "the Gateway is to be stopped",
            _ when Hands(state, settings, at) is { } tied => tied,
            _ when state.Memory.Ledger.Refusal(at, settings.Supervision) is { } refusal =>
                $"no login could follow: {refusal.Why}",
            { Phase: Phase.Pausing, Cause: RestartCause.Schedule } when at - state.CauseSince > ScheduleLasts =>
                $"it has waited for {ScheduleLasts.TotalMinutes} minutes: {state.Plan}",
            _ => null,
        };

    private static Step LeaveOut(SupervisorState state, DateTimeOffset at, GatewaySettings settings, string why)
    {
        if (!state.Unit.IsActive)
            return Step.Stay(state);

        var step = state.Api is ApiStatus.Ready ? OnApiReady(state) : AwaitReady(state, at, settings.Supervision);
        return step.Then(next => Step.Stay(next with { Plan = $"the scheduled restart was left out: {why}" }));
    }
}
