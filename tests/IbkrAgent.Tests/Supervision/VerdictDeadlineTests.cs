using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

/// <summary>No verdict outlives what it rests on, whatever is seen, and whatever is not seen any more.</summary>
/// <remarks>The supervisor's deadlines are kept here as the daemon keeps them; nothing else moves time.</remarks>
public sealed class VerdictDeadlineTests
{
    private static readonly DateTimeOffset At = Some.Instant;

    /// <summary>A second for each deadline on the way.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestStart = Some.Policy.SecondFactorTimeout + Slack;

    private static readonly TimeSpan LongestAnswer =
        Some.Settings.Api.HeartbeatInterval + Some.Settings.Api.HeartbeatTimeout + TimeSpan.FromSeconds(15) + Slack;

    private static readonly Gen<SupervisorEvent> Sights = Gen.Elements<SupervisorEvent>(
        new SupervisorEvent.UnitObserved(At, Some.Unit("active", "a")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("active", "b")),
        new SupervisorEvent.UnitObserved(At, Some.Unit("failed", "a", "exit-code", 137)),
        new SupervisorEvent.ApiObserved(At, Some.Ready),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { UpstreamLost = "1100 lost" }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Accounts = "U1234567" }),
        new SupervisorEvent.ApiObserved(At, Some.Ready with { Connections = new(Live: 0, Unanswered: 0) }),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Refused("refused")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Silent(ApiStage.Heartbeat, "silent")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Lost("lost")),
        new SupervisorEvent.ApiObserved(At, new ApiStatus.Rejected("rejected")),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ProcessStarted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginAttempted),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.SecondFactorRequested),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.ExistingSessionAsks),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginFailed),
        new SupervisorEvent.ControllerSaid(At, GatewaySignal.LoginCompleted),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Session, [Some.BrokenFarm]),
        new SupervisorEvent.ConditionsObserved(At, ConditionSource.Session, []),
        new SupervisorEvent.ProofFinished(At, SilenceVerdict.OthersServed, "served"),
        new SupervisorEvent.ProofFinished(At, SilenceVerdict.Answered, "answered")
    );

    private static readonly Arbitrary<(SupervisorEvent Sight, int Seconds)[]> Lives = Gen.ArrayOf(
            from sight in Sights
            from seconds in Gen.Choose(0, 120)
            select (sight, seconds)
        )
        .ToArbitrary();

    [Fact]
    public void No_verdict_is_older_than_its_deadline() =>
        Prop.ForAll(Lives, life => new Life().Play(life))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(40));

    private sealed class Life
    {
        private readonly Dictionary<Deadline, DateTimeOffset> _deadlines = [];
        private SupervisorState _state = SupervisorState.Begin(SupervisorMemory.Empty, At);
        private DateTimeOffset _now = At;
        private DateTimeOffset _lastSight = At;
        private bool _holds = true;
        private int _turns;

        public bool Play((SupervisorEvent Sight, int Seconds)[] life)
        {
            Feed(new SupervisorEvent.UnitObserved(_now, Some.Unit("active", "a")));
            Feed(new SupervisorEvent.Settled(_now));
            foreach (var (sight, seconds) in life)
            {
                Pass(_now + TimeSpan.FromSeconds(seconds));
                _lastSight = _now;
                Feed(sight with { At = _now });
            }

            Pass(_now + TimeSpan.FromHours(2)); // and then nothing is seen any more
            return _holds;
        }

        private void Pass(DateTimeOffset until)
        {
            while (_deadlines.Count > 0 && _deadlines.MinBy(pair => pair.Value) is var (deadline, at) && at <= until)
            {
                _deadlines.Remove(deadline);
                if (++_turns > 20_000)
                    throw new InvalidOperationException($"the deadline {deadline} at {at:T} never ends, in {_state}");

                _now = at > _now ? at : _now;
                Check();
                Feed(new SupervisorEvent.DeadlinePassed(_now, deadline));
            }

            _now = until;
            Check();
        }

        private void Feed(SupervisorEvent @event)
        {
            var step = Supervisor.Decide(_state, @event, Some.Settings);
            _state = step.State;
            foreach (var decision in step.Decisions)
                if (decision is Decision.SetDeadline set)
                    _deadlines[set.Deadline] = set.At;
                else if (decision is Decision.ClearDeadline clear)
                    _deadlines.Remove(clear.Deadline);

            if (step.Decisions.Any(decision => decision is Decision.TakeTurn))
                Feed(new SupervisorEvent.TurnTaken(_now)); // no other gateway logs in

            if (_state.Memory.Pending is { } pending) // jobs end; systemd's own timeouts see to that
                Feed(new SupervisorEvent.ActionFinished(_now, pending.Intent, "done"));
        }

        private void Check()
        {
            var since = _state.Since > _lastSight ? _state.Since : _lastSight;
            _holds &= _state.Finding.Evidence.Length > 0;
            _holds &= _state switch
            {
                { Finding.Verdict: Verdict.Starting or Verdict.AwaitingTwoFactor } => _now - since <= LongestStart,
                { Finding.Verdict: Verdict.Ready or Verdict.Degraded or Verdict.WrongAccount } => _now - _state.ApiAt
                    <= LongestAnswer,
                _ => true,
            };
        }
    }
}
