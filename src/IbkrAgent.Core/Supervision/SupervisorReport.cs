using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Supervision;

/// <summary>What the agent says about a gateway, from the supervisor's state.</summary>
public static class SupervisorReport
{
    public static GatewayReport Of(SupervisorState state, GatewaySettings settings, DateTimeOffset at) =>
        new(
            settings.Name.ToString(),
            state.Finding.Verdict,
            state.Finding.Evidence,
            NextStep(state, settings, at),
            state.Since,
            SeenAt(state),
            ExpectedUntil(state, settings.Watch, at),
            OnPurpose: state.Finding.Verdict == Verdict.Stopped && !state.Memory.Parked,
            state.Memory.Parked,
            settings.Mode,
            state.HandsOff,
            state.Unit,
            HealthRules.Describe(state.Api),
            Budget(state.Memory, settings.Supervision, at)
        )
        {
            Hold = RunWish.HoldAt(state.Memory, at)?.ToString(),
            Force = RunWish.ForceAt(state.Memory, at) is { } force
                ? $"{(force.Runs ? "runs" : "stays stopped")} until {force.Until:u}, {force.Who}"
                : null,
            StopAt = StopAt(state, settings, at),
            OwnClose = state.Memory.OwnClose,
            ApprovalAskedAt = state.Finding.Verdict == Verdict.AwaitingTwoFactor ? state.Memory.Login.Since : null,
            Keeping =
                settings.TradingMode == TradingMode.Live ? KeepingReport.Of(state.Memory.Keeping, state.Means) : null,
            IsLoginKept = state.Memory.Login.IsTold ? state.Memory.Login.IsResumed : null,
            TokenExpiry =
                settings.TradingMode == TradingMode.Live && state.Unit.IsActive
                    ? settings.Schedule.TokenExpiry.Next(at)
                    : null,
            Incident = state.Memory.Alerts.Open,
            PastIncidents = state.Memory.Alerts.Past is [] ? null : state.Memory.Alerts.Past,
            Restart = state.LastRestart,
            WindowChange = settings.Schedule.Window.NextChange(at),
        };

    /// <summary>What is known by the API is as old as its last answer; all else is known by events.</summary>
    private static DateTimeOffset SeenAt(SupervisorState state) =>
        state is { Unit.IsActive: true, Api: ApiStatus.Ready } && state.ApiAt > state.Since ? state.ApiAt : state.Since;

    private static DateTimeOffset? StopAt(SupervisorState state, GatewaySettings settings, DateTimeOffset at) =>
        !state.Unit.IsActive ? null
        : state.Memory.StopWhy is not null ? at
        : state.OrdersAtWork(settings, at) > 0 ? null
        : RunWish.Against(state.Memory, settings.Schedule, at) is not null ? state.StopTriedAt ?? at
        : RunWish.NextStop(state.Memory, settings.Schedule, at);

    private static DateTimeOffset? ExpectedUntil(SupervisorState state, WatchSettings watch, DateTimeOffset at) =>
        state.Finding.Verdict switch
        {
            Verdict.UpstreamLost => watch.Resets.EndAt(at),
            Verdict.Degraded when IsFarmsOnly(state, watch, at) => watch.Resets.EndAt(at),
            _ => null,
        };

    private static bool IsFarmsOnly(SupervisorState state, WatchSettings watch, DateTimeOffset at) =>
        state.Conditions.Standing(watch, at).All(condition => condition.Kind == ConditionKind.FarmBroken);

    private static string NextStep(SupervisorState state, GatewaySettings settings, DateTimeOffset at) =>
        state.Finding.Verdict switch
        {
            // A plan is forgotten with the next good answer of the API; this is true until it is done.
            Verdict.Ready
            or Verdict.Degraded
                when state.StopDueSince is { } due && state.OrdersAtWork(settings, at) is > 0 and var orders =>
                $"to be stopped since {due:u}, and put off because of {orders} orders at work, "
                    + $"until {due + settings.Supervision.StopPatience:u} at most",
            Verdict.AwaitingTwoFactor =>
                $"approve the login in IBKR Mobile before {state.Memory.Login.Since + settings.Supervision.SecondFactorTimeout:u}",
            Verdict.Starting when state.Waits == Wait.Turn => "waits until no other gateway of the host logs in",
            Verdict.LockedOut when state.Memory.Latch?.NotBefore is { } earliest && at < earliest =>
                $"the broker wants no login before {earliest:u}; then: {AgentCommand.For(settings.Name, "ack")}",
            Verdict.LockedOut => $"see what keeps the login from passing; {StartGate.AckRemedy(settings)}",
            Verdict.Stopped => StoppedStep(state, settings, at),
            Verdict.ApiRejected => "look at the Gateway's API settings and for another program with our client id",
            Verdict.SessionConflict =>
                "end the other session, or leave the account to it; when the Gateway may have it: "
                    + AgentCommand.For(settings.Name, "ack"),
            Verdict.WrongAccount =>
                "nothing may trade here: look at credentials.env, and at trading_mode and accounts in agent.ini",
            Verdict.Degraded => $"it works; look when it lasts: {AgentCommand.For(settings.Name, "status")}",
            Verdict.UpstreamLost when state.Plan.Length > 0 => state.Plan,
            Verdict.UpstreamLost when settings.Watch.Resets.EndAt(at) is { } end =>
                $"wait: the broker's reset is expected to last until {end:u}",
            Verdict.UpstreamLost => "the Gateway reconnects to the broker by itself",
            Verdict.Down when state.Plan.Length == 0 && (state.HandsOff || settings.Mode == AgentMode.Observe) =>
                $"the agent does not start it; yours to do: {ByHand(state, settings, at)}",
            _ => state.Plan,
        };

    /// <summary>What the operator types for a restart while the agent only watches; a hold lets nobody start.</summary>
    public static string ByHand(SupervisorState state, GatewaySettings settings, DateTimeOffset at) =>
        RunWish.HoldAt(state.Memory, at) is null
            ? $"sudo systemctl restart {UnitNames.GatewayService(settings.Name)}"
            : AgentCommand.For(settings.Name, "resume");

    private static string StoppedStep(SupervisorState state, GatewaySettings settings, DateTimeOffset at) =>
        state.Memory switch
        {
            { Parked: true } => $"to start it again: sudo systemctl start {UnitNames.GatewayService(settings.Name)}",
            _ when RunWish.HoldAt(state.Memory, at) is not null =>
                $"to end the hold: {AgentCommand.For(settings.Name, "resume")}",
            _ => $"to start it before that: {AgentCommand.For(settings.Name, "start --force")}",
        };

    private static BudgetReport Budget(SupervisorMemory memory, SupervisionSettings policy, DateTimeOffset at) =>
        new(
            memory.Ledger.ColdLoginsLastHour(at),
            policy.ColdLoginsPerHour,
            memory.Ledger.ColdLoginsLastDay(at),
            policy.ColdLoginsPerDay,
            memory.Ledger.FailedInRow,
            memory.Ledger.FailuresLastDay(at),
            memory.Ledger.RestartsLastHour(at),
            policy.RestartsPerHour,
            memory.Latch?.Why
        );
}
