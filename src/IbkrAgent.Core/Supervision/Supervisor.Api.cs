using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>What the API shows. A Gateway that was logged in is restarted only when its silence is proved.</summary>
public static partial class Supervisor
{
    /// <summary>A Gateway that is silent for us but serves others is looked at again this often.</summary>
    private static readonly TimeSpan ProofAgain = TimeSpan.FromMinutes(5);

    /// <summary>How long a closed port is put down to a broker that was lost before.</summary>
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(30);

    /// <summary>A proof takes its duration, and this long at most to be told.</summary>
    private static readonly TimeSpan ProofGrace = TimeSpan.FromMinutes(1);

    /// <summary>The watch of the API may tell of an answer this much later than it came.</summary>
    private static readonly TimeSpan FreshnessGrace = TimeSpan.FromSeconds(15);

    private static Step OnApiObserved(SupervisorState state, ApiObserved e, GatewaySettings settings)
    {
        var seen = RememberLink(state, e.Api) with { ApiAt = e.At };
        var step =
            e.Api is ApiStatus.Ready
                ? Step.Stay(seen).Do(new SetDeadline(Deadline.Freshness, e.At + Freshness(settings.Api)))
                : Step.Stay(seen);
        if (seen.Api is ApiStatus.Ready { IsUpstreamUnproved: true } && settings.Watch.BrokerHost.Length > 0)
            step = step.Do(new ProbeBroker());
        return !seen.Unit.IsActive || seen.Phase is Phase.Settling or Phase.Restarting or Phase.Stopping
            ? step
            : step.Then(next => OnApiChanged(next, e, settings.Supervision));
    }

    /// <summary>
    /// A new session need not be told that the broker is lost: what an earlier one of the same process said holds until
    /// the Gateway says something better.
    /// </summary>
    private static SupervisorState RememberLink(SupervisorState state, ApiStatus api) =>
        api switch
        {
            ApiStatus.Ready { UpstreamLost: { } notice } => Remember(state, m => m with { LostLink = notice }) with
            {
                Api = api,
            },
            ApiStatus.Ready { IsUpstreamSeen: true } => Remember(state, m => m with { LostLink = null }) with
            {
                Api = api,
            },
            ApiStatus.Ready ready when state.Memory.LostLink is { } lost => state with
            {
                Api = ready with
                {
                    UpstreamLost = $"{lost} (told to an earlier session, and not taken back)",
                    IsLossInherited = true,
                },
            },
            _ => state with { Api = api },
        };

    /// <summary>How long an answered heartbeat proves something: until the next one is overdue.</summary>
    private static TimeSpan Freshness(ApiSettings api) => api.HeartbeatInterval + api.HeartbeatTimeout + FreshnessGrace;

    private static readonly ApiStatus Unheard = new ApiStatus.Silent(ApiStage.Heartbeat, HealthRules.Unheard);

    /// <summary>
    /// Whoever watches the API is stuck: nothing is known any more, and nothing is proved against the Gateway.
    /// </summary>
    private static Step OnApiStale(SupervisorState state, DateTimeOffset at, GatewaySettings settings) =>
        state.Api is not ApiStatus.Ready || at - state.ApiAt < Freshness(settings.Api) ? Step.Stay(state)
        : state.Phase == Phase.Running
            ? AwaitReady(state with { Api = Unheard }, at, settings.Supervision).Do(new ReconnectApi())
        : Step.Stay(state with { Api = Unheard }).Do(new ReconnectApi());

    private static Step OnApiChanged(SupervisorState seen, ApiObserved e, SupervisionSettings policy) =>
        e.Api switch
        {
            ApiStatus.Ready when seen is { Phase: Phase.Running, Memory.Login.IsComplete: true } => Step.Stay(
                seen with
                {
                    Plan = "",
                }
            ),
            // It answers, and that is no reason not to restart it.
            ApiStatus.Ready
                when seen is { Phase: Phase.Pausing, Cause: RestartCause.Operator or RestartCause.Schedule } =>
                Step.Stay(seen),
            ApiStatus.Ready { UpstreamLost: not null }
                when seen is { Phase: Phase.Pausing, Cause: RestartCause.Broker } => Step.Stay(seen),
            ApiStatus.Ready => OnApiReady(seen),
            // Its process began anew, or it asks for a login again: it gets the time of a start.
            ApiStatus.Silent
                when seen is { Phase: Phase.Running, Memory: { WasReady: false } or { Login.IsInFlight: true } } =>
                AwaitReady(seen, e.At, policy),
            ApiStatus.Silent when seen.Phase == Phase.Running => Prove(seen, e.At, policy),
            // The Gateway may be restarting by itself inside the unit: it gets the time of a start.
            ApiStatus.Lost or ApiStatus.Refused or ApiStatus.Rejected when seen.Phase == Phase.Running => AwaitReady(
                seen,
                e.At,
                policy
            ),
            _ => Step.Stay(seen),
        };

    private static Step OnApiReady(SupervisorState state) =>
        Step.Stay(
                Remember(
                    state,
                    m =>
                        m with
                        {
                            WasReady = true,
                            // The journal may be slower than the API: the login that it has not told of yet is the paid
                            // one.
                            Reserved = m.Login.IsTold ? null : m.Reserved,
                            Login = m.Login.Assume(state.Unit.ActiveSince ?? state.ApiAt) with { Pushes = 0 },
                            // Nothing was typed: the stored login was good, and what was reserved was not spent.
                            Ledger = m is { Reserved: { } reserved, Login.IsResumed: true }
                                ? m.Ledger.WithSuccess().WithoutColdLogin(reserved)
                                : m.Ledger.WithSuccess(),
                        }
                ) with
                {
                    Phase = Phase.Running,
                    Waits = Wait.Nothing,
                    Cause = RestartCause.Fault,
                    IsLineDead = false,
                    Overdue = false,
                    Intention = "",
                    Plan = "",
                }
            )
            .Do(new ClearDeadline(Deadline.Start))
            .Do(new ClearDeadline(Deadline.Pause))
            .Do(new ClearDeadline(Deadline.Proof));

    private static Step OnApiOverdue(SupervisorState state, DateTimeOffset at, SupervisionSettings policy) =>
        state.Api switch
        {
            ApiStatus.Ready => OnApiReady(state),
            ApiStatus.Silent or ApiStatus.Unknown => Prove(state, at, policy),
            // Another client id or a setting of the Gateway cures it; a restart does not.
            ApiStatus.Rejected => Step.Stay(state).Do(new SetDeadline(Deadline.Start, at + policy.StartTimeout)),
            // An API that closed while the broker was lost may open again with it, and a login would fail now.
            _ when state.Memory.LostLink is not null && at - state.StartBegan < LongestOutage => Step.Stay(
                    state with
                    {
                        Plan =
                            $"the broker was lost before: restarted at {state.StartBegan + LongestOutage:u}, if it stays",
                    }
                )
                .Do(new SetDeadline(Deadline.Start, state.StartBegan + LongestOutage)),
            // The Gateway tries again by itself, and a restart does not bring the line back.
            _ when state.IsLineDead => Step.Stay(state).Do(new SetDeadline(Deadline.Start, at + policy.StartTimeout)),
            _ => PauseBeforeRestart(state, at, policy, LoginPhases.OverdueText(state.Memory.Login.Stage)),
        };

    private static Step Prove(SupervisorState state, DateTimeOffset at, SupervisionSettings policy) =>
        Step.Stay(state with { Phase = Phase.Proving, Plan = "fresh handshakes are tried before anything is done" })
            .Do(new ProveSilence())
            .Do(new SetDeadline(Deadline.Proof, at + policy.ProofDuration + ProofGrace));

    private static Step Unproved(SupervisorState state, DateTimeOffset at, string why) =>
        Step.Stay(
                state with
                {
                    Phase = Phase.Running,
                    Plan = $"not restarted: {why}; looked at again at {at + ProofAgain:u}",
                }
            )
            .Do(new SetDeadline(Deadline.Proof, at + ProofAgain));

    private static Step OnProofFinished(SupervisorState state, ProofFinished e, SupervisionSettings policy)
    {
        if (state.Phase != Phase.Proving)
            return Step.Stay(state);

        return e.Outcome switch
        {
            SilenceVerdict.Proved when state is { Dialog.Length: > 0, Overdue: false } => AwaitHuman(
                state with
                {
                    Phase = Phase.Starting,
                    Overdue = true,
                },
                e.At + policy.StartTimeout
            ),
            SilenceVerdict.Proved => PauseBeforeRestart(state, e.At, policy, $"the API is silent: {e.Detail}"),
            SilenceVerdict.Answered => AwaitReady(state, e.At, policy).Do(new ReconnectApi()),
            _ => Unproved(state, e.At, e.Detail),
        };
    }
}
