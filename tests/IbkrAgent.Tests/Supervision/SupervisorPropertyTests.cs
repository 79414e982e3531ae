using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

/// <summary>Laws that hold for every sequence of events.</summary>
public sealed class SupervisorPropertyTests
{
    private static readonly Gen<SupervisorEvent> Events = Gen.Elements(SampleEvents.All);

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
                    || step.State.Cause == RestartCause.Operator
                )
        );

    [Fact]
    public void No_sequence_of_events_exceeds_the_logins_of_an_hour() =>
        Check(
            Some.Settings,
            (before, @event, step) =>
                !Starts(step)
                || step.State.Cause == RestartCause.Operator
                || before.Memory.Ledger.ColdLoginsLastHour(@event.At) < Some.Policy.ColdLoginsPerHour
        );

    [Fact]
    public void What_is_scheduled_never_starts_a_unit_that_is_down() =>
        Check(
            Some.Settings,
            (before, step) => !Starts(step) || step.State.Cause != RestartCause.Schedule || before.Unit.IsActive
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
                || step.State
                    is { Unit.IsActive: true, Api: ApiStatus.Ready { UpstreamLost: null, Accounts: "DU1234567" } }
        );

    [Fact]
    public void Ready_needs_a_sign_of_the_broker() =>
        Check(
            Some.Settings,
            (_, step) =>
                step.State.Finding.Verdict is not (Verdict.Ready or Verdict.Degraded)
                || step.State.Api
                    is ApiStatus.Ready { Connections.Live: > 0 }
                        or ApiStatus.Ready { IsUpstreamSeen: true }
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
                        or SupervisorEvent.OperatorAsked
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
        Prop.ForAll(Sequences, events => new Life(settings, law).Play(events))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));

    /// <summary>
    /// Each event a second after the last; it is always this gateway's turn, and each job ends at once.
    /// </summary>
    private sealed class Life(GatewaySettings settings, Func<SupervisorState, SupervisorEvent, Step, bool> law)
    {
        private SupervisorState _state = SupervisorState.Begin(SupervisorMemory.Empty, Some.Instant);
        private DateTimeOffset _now = Some.Instant;
        private bool _holds = true;

        public bool Play(SupervisorEvent[] events)
        {
            foreach (var @event in events)
            {
                _now += TimeSpan.FromSeconds(1) + (@event is SupervisorEvent.TimeJumped jump ? jump.By : TimeSpan.Zero);
                Feed(@event with { At = _now });
            }

            return _holds;
        }

        private void Feed(SupervisorEvent @event)
        {
            var step = Supervisor.Decide(_state, @event, settings);
            _holds &= law(_state, @event, step);
            _state = step.State;
            if (step.Decisions.Any(decision => decision is Decision.TakeTurn))
                Feed(new SupervisorEvent.TurnTaken(_now));
            if (_state.Memory.Pending is { } pending)
                Feed(new SupervisorEvent.ActionFinished(_now, pending.Intent, "done"));
        }
    }
}
