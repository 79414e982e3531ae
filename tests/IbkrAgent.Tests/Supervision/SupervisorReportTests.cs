using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Supervision;

public sealed class SupervisorReportTests
{
    private static readonly DateTimeOffset At = Some.Instant;

    private static readonly GatewaySettings WithBot = Some.Settings with
    {
        Dependents = Some.Dependents with { Services = ["bot.service"] },
    };

    /// <summary>The dependents go by it: they would come back while the Gateway is being stopped.</summary>
    [Fact]
    public void A_stop_is_planned_from_the_word_of_the_operator_until_the_unit_is_down()
    {
        var state = Play(
            SupervisorState.Begin(SupervisorMemory.Empty, At),
            new SupervisorEvent.UnitObserved(At, Some.Unit("active", "a")),
            new SupervisorEvent.Settled(At),
            new SupervisorEvent.ApiObserved(At, Some.Ready)
        );
        Assert.Null(StopAt(state));

        state = Play(
            state,
            new SupervisorEvent.OperatorAsked(At, 1, "uid 0", new OperatorWish.Stop(null, false, null))
        );
        Assert.Equal((Phase.Running, At), (state.Phase, StopAt(state)));

        state = Play(state, new SupervisorEvent.DependentsGone(At, AreGone: true));
        Assert.Equal((Phase.Stopping, At), (state.Phase, StopAt(state)));

        state = Play(
            state,
            new SupervisorEvent.ActionAccepted(At, 1, 90),
            new SupervisorEvent.UnitObserved(At, Some.Unit("inactive", "a")),
            new SupervisorEvent.ActionFinished(At, 1, "done")
        );
        Assert.Equal((Phase.Idle, null), (state.Phase, StopAt(state)));
        Assert.Null(state.Memory.StopWhy);
    }

    /// <summary>The journal may be slower than the API, at any point.</summary>
    [Theory]
    [InlineData(GatewaySignal.SessionResumed, true)]
    [InlineData(GatewaySignal.LoginAttempted, false)]
    public void How_the_login_was_made_is_told_by_the_log_alone(GatewaySignal how, bool isKept)
    {
        GatewaySignal[] log = [GatewaySignal.ProcessStarted, how, GatewaySignal.LoginCompleted];
        for (var ready = 0; ready <= log.Length; ready++)
        {
            var state = Play(
                SupervisorState.Begin(SupervisorMemory.Empty, At),
                new SupervisorEvent.UnitObserved(At, Some.Unit("inactive")),
                new SupervisorEvent.Settled(At), // starts it
                new SupervisorEvent.TurnTaken(At),
                new SupervisorEvent.UnitObserved(At, Some.Unit("active", "a")),
                new SupervisorEvent.ActionFinished(At, 1, "done")
            );
            for (var line = 0; line <= log.Length; line++)
            {
                if (line == ready)
                    state = Play(state, new SupervisorEvent.ApiObserved(At, Some.Ready));
                Assert.Equal(line < 2 ? null : isKept, SupervisorReport.Of(state, Some.Settings, At).IsLoginKept);
                if (line < log.Length)
                    state = Play(state, new SupervisorEvent.ControllerSaid(At, log[line]));
            }

            Assert.Equal(isKept ? 0 : 1, state.Memory.Ledger.ColdLoginsLastDay(At));
        }
    }

    [Fact]
    public void A_stop_that_systemd_refused_is_not_planned_any_more()
    {
        var state = Play(
            SupervisorState.Begin(SupervisorMemory.Empty, At),
            new SupervisorEvent.UnitObserved(At, Some.Unit("active", "a")),
            new SupervisorEvent.Settled(At),
            new SupervisorEvent.OperatorAsked(At, 1, "uid 0", new OperatorWish.Stop(null, false, null)),
            new SupervisorEvent.DependentsGone(At, AreGone: true),
            new SupervisorEvent.ActionFinished(At, 1, "access denied")
        );

        Assert.Equal((Phase.Starting, null), (state.Phase, StopAt(state)));
    }

    private static SupervisorState Play(SupervisorState state, params SupervisorEvent[] events) =>
        events.Aggregate(state, (reached, @event) => Supervisor.Decide(reached, @event, WithBot).State);

    private static DateTimeOffset? StopAt(SupervisorState state) => SupervisorReport.Of(state, WithBot, At).StopAt;
}
