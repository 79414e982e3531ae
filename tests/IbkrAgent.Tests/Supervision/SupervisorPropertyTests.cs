using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Supervision;

/// <summary>Laws that hold for every sequence of events.</summary>
public sealed class SupervisorPropertyTests
{
    /// <summary>Each event gets its own time when it is played.</summary>
    private static readonly DateTimeOffset At = Some.Instant;

    private static readonly Gen<SupervisorEvent> Events = Gen.Elements<SupervisorEvent>(
        new SupervisorEvent.Settled(At),
        new SupervisorEvent.UnitObserved(At, Some.Unit("inactive")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("activating", "a")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("active", "a")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("active", "b")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("failed", "a", "exit-code", 137)),
        new SupervisorEvent.ApiObserved(At, Some.Ready),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Refused("refused")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Silent(ApiStage.Heartbeat, "silent")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Lost("lost")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Rejected("rejected")),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ProcessStarted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginAttempted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.SecondFactorRequested),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginFailed),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.TooManyFailedLogins),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginCompleted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ExistingSessionAsks),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ExistingSessionWins),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.SessionTaken),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.UnknownDialog, "Exit Session Setting"),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { UpstreamLost = "1100 lost" }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Accounts = "U1234567" }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Connections = new(Live: 0, Unanswered: 1) }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Connections = null }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Word = UpstreamWord.AsItBegan, Connections = new(0, 0) }),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Session, [Some.BrokenFarm]),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Session, []),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Network, [Some.Foreign]),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Network, []),
        new SupervisorEvent.BrokerProbed(At, IsReachable: true, ""),
        new SupervisorEvent.BrokerProbed(At, IsReachable: false, "no route"),
        new SupervisorEvent.UnitJobSeen(At, "stop", 90),
        new SupervisorEvent.UnitJobSeen(At, "start", 91),
        new SupervisorEvent.StartRefused(At, "no password"),
        new SupervisorEvent.JournalGapFound(At),
        new SupervisorEvent.InstallationObserved(At, ""),
        new SupervisorEvent.InstallationObserved(At, "IBC is missing"),
        new SupervisorEvent.HandsOffObserved(At, true),
        new SupervisorEvent.HandsOffObserved(At, false),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Pause),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Start),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Budget),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Proof),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Announce),
        new SupervisorEvent.JavaReplaced(At),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Launch),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Freshness),
        new SupervisorEvent.DeadlinePassed(At, Deadline.Condition),
        new SupervisorEvent.ProofFinished(At, SilenceVerdict.Proved, "silent"),
        new SupervisorEvent.ProofFinished(At, SilenceVerdict.OthersServed, "served")
    );

    private static readonly Arbitrary<SupervisorEvent[]> Sequences = Gen.ArrayOf(Events).ToArbitrary();

    [Fact]
    public void No_sequence_of_events_starts_a_unit_that_is_parked_latched_or_untouchable() =>
        Check(
            Some.Settings,
            (before, step) =>
                !Starts(step)
                || (
                    before.Memory is { Parked: false, Latch: null }
                        && before is { HandsOff: false, Missing: "", Refused: null }
                    || step.State.ByHuman
                )
        );

    [Fact]
    public void No_sequence_of_events_exceeds_the_logins_of_an_hour() =>
        Check(
            Some.Settings,
            (before, step) =>
                !Starts(step) || before.Memory.Ledger.ColdLoginsLastHour(Some.Instant) < Some.Policy.ColdLoginsPerHour
        );

    [Fact]
    public void An_observing_agent_never_touches_a_unit() =>
        Check(
            Some.Settings with
            {
                Mode = AgentMode.Observe,
            },
            (_, step) => !step.Decisions.Any(decision => decision is Decision.RestartUnit or Decision.StopUnit)
        );

    [Fact]
    public void Ready_needs_an_active_unit_and_a_session_that_is_ready() =>
        Check(
            Some.Settings,
            (_, step) =>
                step.State.Finding.Verdict != Verdict.Ready
                || step.State is { Unit.IsActive: true, Api: ApiStatus.Ready { UpstreamLost: null, Accounts: "DU1234567" } }
        );

    [Fact]
    public void Ready_needs_a_sign_of_the_broker() =>
        Check(
            Some.Settings,
            (_, step) =>
                step.State.Finding.Verdict is not (Verdict.Ready or Verdict.Degraded)
                || step.State.Api is ApiStatus.Ready { Connections.Live: > 0 } or ApiStatus.Ready { IsUpstreamSeen: true }
                || step.State is { Api: ApiStatus.Ready { Connections: null }, Broker.IsReachable: true }
        );

    [Fact]
    public void Every_verdict_names_its_evidence() =>
        Check(Some.Settings, (_, step) => step.State.Finding.Evidence.Length > 0);

    /// <summary>A healthy Gateway is stopped only when its login was lost to another session.</summary>
    [Fact]
    public void Misleading_evidence_on_a_ready_Gateway_never_ends_in_an_action() =>
        Check(
            Some.Settings,
            (before, @event, step) =>
                before is not { Phase: Phase.Running, Unit.IsActive: true, Api: ApiStatus.Ready }
                || step.State.Api is not ApiStatus.Ready
                || @event
                    is SupervisorEvent.ControllerSaid
                    {
                        Signal: GatewaySignal.ExistingSessionWins or GatewaySignal.SessionTaken
                    }
                || !step.Decisions.Any(decision => decision is Decision.RestartUnit or Decision.StopUnit)
        );

    [Fact]
    public void Every_action_is_remembered_before_it_is_carried_out() =>
        Check(
            Some.Settings,
            (_, step) =>
                step.Decisions.All(decision =>
                    decision switch
                    {
                        Decision.RestartUnit restart => step.State.Memory.Pending?.Intent == restart.Intent,
                        Decision.StopUnit stop => step.State.Memory.Pending?.Intent == stop.Intent,
                        _ => true,
                    }
                )
        );

    private static bool Starts(Step step) => step.Decisions.Any(decision => decision is Decision.RestartUnit);

    private static void Check(GatewaySettings settings, Func<SupervisorState, Step, bool> law) =>
        Check(settings, (before, _, step) => law(before, step));

    private static void Check(GatewaySettings settings, Func<SupervisorState, SupervisorEvent, Step, bool> law) =>
        Prop.ForAll(
                Sequences,
                events =>
                {
                    var state = SupervisorState.Begin(SupervisorMemory.Empty, Some.Instant);
                    var at = Some.Instant;
                    var holds = true;
                    foreach (var @event in events)
                    {
                        at += TimeSpan.FromSeconds(1);
                        var step = Supervisor.Decide(state, @event with { At = at }, settings);
                        // Each job ends at once, so that the next action can come.
                        holds &= law(state, @event, step);
                        state = step.State.Memory.Pending is { } pending
                            ? Supervisor
                                .Decide(
                                    step.State,
                                    new SupervisorEvent.ActionFinished(at, pending.Intent, "done"),
                                    settings
                                )
                                .State
                            : step.State;
                    }

                    return holds;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
}
