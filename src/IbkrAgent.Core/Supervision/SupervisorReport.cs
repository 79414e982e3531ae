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
            NextStep(state, settings),
            state.Since,
            OnPurpose: state.Finding.Verdict == Verdict.Stopped && !state.Memory.Parked,
            state.Memory.Parked,
            settings.Mode,
            state.HandsOff,
            state.Unit,
            HealthRules.Describe(state.Api),
            Budget(state.Memory, settings.Supervision, at)
        );

    private static string NextStep(SupervisorState state, GatewaySettings settings) =>
        state.Finding.Verdict switch
        {
            Verdict.AwaitingTwoFactor =>
                $"approve the login in IBKR Mobile before {state.Memory.Login.Since + settings.Supervision.SecondFactorTimeout:u}",
            Verdict.LockedOut => "see what keeps the login from passing; when you are ready to answer it: ibkr-agent ack",
            Verdict.Stopped => $"to start it again: systemctl start {Gateway.UnitNames.GatewayService(settings.Name)}",
            Verdict.ApiRejected => "look at the Gateway's API settings and for another program with our client id",
            Verdict.UpstreamLost => "the Gateway reconnects to the broker by itself",
            _ => state.Plan,
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
