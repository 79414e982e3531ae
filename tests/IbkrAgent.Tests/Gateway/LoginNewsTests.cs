using IbkrAgent.Gateway;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using static IbkrAgent.Gateway.LoginNews;

namespace IbkrAgent.Tests.Gateway;

/// <summary>By what the log says, through the supervisor's own rules.</summary>
public sealed class LoginNewsTests
{
    private static readonly LoginNews[] Approved =
    [
        new Attempted(),
        new ApprovalAsked(1),
        new ApprovalEnded(IsGiven: true),
        new Ended(LoginOutcome.FullWithSecondFactor),
    ];

    [Fact]
    public void A_login_in_full_is_an_attempt_and_its_end() =>
        Assert.Equal(
            [new Attempted(), new Ended(LoginOutcome.Full)],
            Of(
                GatewaySignal.ProcessStarted,
                GatewaySignal.LoginWindowShown,
                GatewaySignal.LoginAttempted,
                GatewaySignal.LoginCompleted,
                GatewaySignal.ConfigurationDone
            )
        );

    [Fact]
    public void An_approval_is_asked_for_and_given() =>
        Assert.Equal(
            Approved,
            Of(
                GatewaySignal.ProcessStarted,
                GatewaySignal.LoginAttempted,
                GatewaySignal.SecondFactorRequested,
                GatewaySignal.SecondFactorClosed,
                GatewaySignal.LoginCompleted
            )
        );

    [Fact]
    public void A_kept_login_has_no_attempt() =>
        Assert.Equal(
            [new Ended(LoginOutcome.Kept)],
            Of(GatewaySignal.ProcessStarted, GatewaySignal.SessionResumed, GatewaySignal.LoginCompleted)
        );

    [Fact]
    public void A_new_attempt_after_a_request_says_that_nobody_answered_it() =>
        Assert.Equal(
            [
                new Attempted(),
                new ApprovalAsked(1),
                new ApprovalEnded(IsGiven: false),
                new Ended(LoginOutcome.TimedOut),
                new Attempted(),
            ],
            Of(GatewaySignal.LoginAttempted, GatewaySignal.SecondFactorRequested, GatewaySignal.LoginAttempted)
        );

    [Theory]
    [InlineData(GatewaySignal.LoginFailed, LoginOutcome.Refused)]
    [InlineData(GatewaySignal.TooManyFailedLogins, LoginOutcome.Refused)]
    [InlineData(GatewaySignal.ProcessStarted, LoginOutcome.CutOff)]
    [InlineData(GatewaySignal.ServerUnreachable, LoginOutcome.CutOff)]
    public void A_login_that_comes_to_nothing_says_how(GatewaySignal signal, LoginOutcome outcome) =>
        Assert.Equal([new Attempted(), new Ended(outcome)], Of(GatewaySignal.LoginAttempted, signal, signal));

    [Fact]
    public void Another_session_that_asks_leaves_it_open() =>
        Assert.Equal(
            [new Attempted(), new ApprovalAsked(1), new ApprovalEnded(IsGiven: true)],
            Of(GatewaySignal.LoginAttempted, GatewaySignal.SecondFactorRequested, GatewaySignal.ExistingSessionAsks)
        );

    [Fact]
    public void What_only_the_API_has_shown_is_told_when_the_log_has_said_how()
    {
        var launched = LoginProgress.None.Reach(LoginStage.Launched, Some.Instant);
        var assumed = launched.Assume(Some.Instant);
        Assert.Empty(Between(launched, assumed));
        Assert.Equal(
            [new Ended(LoginOutcome.Kept)],
            Between(assumed, assumed.Follow(GatewaySignal.SessionResumed, Some.Instant))
        );

        // The API was quicker than the line of the log, which brings nothing new.
        var asked = LoginProgress.None.Reach(LoginStage.SecondFactorClosed, Some.Instant);
        var shown = asked.Assume(Some.Instant);
        Assert.Equal(
            [new ApprovalEnded(IsGiven: true), new Ended(LoginOutcome.FullWithSecondFactor)],
            Between(asked, shown)
        );
        Assert.Empty(Between(shown, shown.Reach(LoginStage.Completed, Some.Instant.AddSeconds(1))));
    }

    private static List<LoginNews> Of(params GatewaySignal[] signals)
    {
        var state = SupervisorState.Begin(SupervisorMemory.Empty, Some.Instant);
        var news = new List<LoginNews>();
        for (var second = 0; second < signals.Length; second++)
        {
            var at = Some.Instant.AddSeconds(second);
            var said = new SupervisorEvent.ControllerSaid(at, signals[second], "", "");
            var next = Supervisor.Decide(state, said, Some.Settings).State;
            news.AddRange(Between(state.Memory.Login, next.Memory.Login));
            state = next;
        }

        return news;
    }
}
