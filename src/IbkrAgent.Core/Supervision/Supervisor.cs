using System.Diagnostics;
using IbkrAgent.Alerts;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using static IbkrAgent.Supervision.Decision;
using static IbkrAgent.Supervision.SupervisorEvent;

namespace IbkrAgent.Supervision;

/// <summary>
/// Decides what is done about one gateway. Pure: the same state, event and settings give the same step.
/// </summary>
/// <remarks>
/// Two rules stand above all others: a wrong action costs more than a late one, and the operator is never fought.
/// The files beside this one hold the rules by where an event comes from: unit, controller, API, operator.
/// </remarks>
public static partial class Supervisor
{
    /// <summary>How long a verdict must stand before it is told, so that a verdict in passing wakes nobody.</summary>
    private static readonly TimeSpan AnnounceDelay = TimeSpan.FromSeconds(1);

    public static Step Decide(SupervisorState state, SupervisorEvent @event, GatewaySettings settings)
    {
        var policy = settings.Supervision;
        var step = @event switch
        {
            Settled e => OnSettled(state, e, settings),
            UnitObserved e => OnUnitObserved(state, e, settings),
            UnitJobSeen e => OnUnitJobSeen(state, e, settings),
            ActionAccepted e => OnActionAccepted(state, e),
            ActionFinished e => OnActionFinished(state, e, settings),
            StartRefused e => OnStartRefused(state, e),
            ControllerSaid e => OnControllerSaid(state, e, settings),
            ApiObserved e => OnApiObserved(state, e, settings),
            JavaReplaced e => Step.Stay(state).Do(new SetDeadline(Deadline.Launch, e.At + LogDelay)),
            ConditionsObserved e => OnConditionsObserved(state, e),
            BrokerProbed e => OnBrokerProbed(state, e, settings),
            WindowLookedAt e => OnWindowLookedAt(state, e, settings),
            ProofFinished e => OnProofFinished(state, e, policy),
            InstallationObserved e => OnInstallationObserved(state, e, settings),
            LaunchObserved e => Step.Stay(state with { IsLaunchOutdated = e.IsOutdated }),
            SettingsChanged e => OnSettingsChanged(state, e, settings),
            HandsOffObserved e => OnHandsOffObserved(state, e, settings),
            JournalGapFound e => Step.Stay(
                Remember(state, m => m with { Ledger = m.Ledger with { UnknownSince = e.At } })
            ),
            AccountsRead e => Step.Stay(Remember(state, m => m with { Holdings = e.Holdings })),
            Shuffled e => Step.Stay(state with { Luck = e.Luck }),
            DependentsGone e => OnDependentsGone(state, e, settings),
            TurnTaken e => OnTurnTaken(state, e, settings),
            TimeJumped e => OnTimeJumped(state, e, settings),
            HostBooted e => OnHostBooted(state, e, settings),
            AgentStopping => Step.Stay(Remember(state, m => m with { EndedInOrder = true })),
            OperatorAsked e => OnOperatorAsked(state, e, settings),
            DeadlinePassed e => OnDeadlinePassed(state, e, settings),
            _ => throw new UnreachableException($"no rule for {@event}"),
        };
        return step.Then(reached => Conclude(state, reached, @event.At, settings));
    }

    private static Step OnDeadlinePassed(SupervisorState state, DeadlinePassed e, GatewaySettings settings) =>
        (e.Deadline, state.Phase) switch
        {
            // While somebody else starts or stops the unit, what becomes of it decides.
            (Deadline.Pause, Phase.Pausing) when state.Unit.IsDown || state.Unit.IsActive => BeginRestart(
                state,
                e.At,
                settings
            ),
            (Deadline.Budget, Phase.Idle) => TryAgain(state, e.At, settings, "a budget has room again"),
            (Deadline.Start, Phase.Starting) => OnStartOverdue(state, e.At, settings),
            (Deadline.Proof, Phase.Running) when state.Api is Gateway.ApiStatus.Silent => Prove(
                state,
                e.At,
                settings.Supervision
            ),
            (Deadline.Proof, Phase.Proving) => Unproved(state, e.At, "the proof did not come to its end"),
            (Deadline.Launch, _) => OnLaunchUntold(state, e.At, settings),
            (Deadline.Wish, _) => OnWishChanged(state, e.At, settings),
            (Deadline.Stop, _) when state.Memory.StopWhy is not null => StopAfterDependents(state, e.At, settings),
            (Deadline.Stop, _) => StopIfUnwanted(state, e.At, settings),
            (Deadline.Broker, Phase.Running) => OnBrokerOverdue(state, e.At, settings),
            (Deadline.Freshness, _) => OnApiStale(state, e.At, settings),
            (Deadline.Announce, _) => Announce(state, e.At, settings),
            _ => Step.Stay(state), // a deadline of a phase already left
        };

    /// <summary>
    /// Every step ends here: the verdict is computed anew, and the API is watched while the unit is active.
    /// </summary>
    private static Step Conclude(
        SupervisorState before,
        SupervisorState reached,
        DateTimeOffset at,
        GatewaySettings settings
    )
    {
        var faded = reached with { Conditions = reached.Conditions.Fade(settings.Watch, at) };
        var finding = faded.Phase == Phase.Settling ? before.Finding : HealthRules.Judge(faded.Observe(settings, at));
        var changed = finding.Verdict != before.Finding.Verdict;
        var step = Step.Stay(faded with { Finding = finding, Since = changed ? at : reached.Since });
        if (faded.Conditions.NextChange(settings.Watch, at) is { } change)
            step = step.Do(new SetDeadline(Deadline.Condition, change));
        if (before.Unit.IsActive != reached.Unit.IsActive)
            step = step.Do(new WatchApi(reached.Unit.IsActive));
        step = step.Then(LeaveTurnWhenDone).Then(next => AwaitWishChange(next, at, settings));
        return changed ? step.Then(next => OnVerdictChanged(next, at, settings)) : step;
    }

    private static Step OnVerdictChanged(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        var step = state.Finding.Verdict switch
        {
            Verdict.Ready => Step.Stay(Remember(state, m => m with { RestartedForBroker = false })),
            Verdict.UpstreamLost => Step.Stay(state)
                .Do(new SetDeadline(Deadline.Broker, BrokerOverdueAt(at, settings))),
            _ => Step.Stay(state),
        };
        return step.Do(new SetDeadline(Deadline.Announce, at + AnnounceDelay));
    }

    private static Step Announce(SupervisorState state, DateTimeOffset at, GatewaySettings settings)
    {
        var report = SupervisorReport.Of(state, settings, at);
        var (ledger, alerts) = AlertRules.OnVerdict(
            state.Memory.Alerts,
            state.Announced,
            report,
            settings.Escalation,
            at
        );
        var told = Remember(state, m => m with { Alerts = ledger }) with { Announced = state.Finding.Verdict };
        var step = alerts.Aggregate(Step.Stay(told), (sofar, alert) => sofar.Do(new SendAlert(alert)));
        return AlertRules.LookAgainAt(ledger, report, settings.Escalation, at) is { } again
            ? step.Do(new SetDeadline(Deadline.Announce, again))
            : step;
    }

    private static SupervisorState Remember(SupervisorState state, Func<SupervisorMemory, SupervisorMemory> change) =>
        state with
        {
            Memory = change(state.Memory),
        };
}
