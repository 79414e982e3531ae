using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;
using static IbkrAgent.Gateway.LoginStage;

namespace IbkrAgent.Tests.Gateway;

public sealed class LoginProgressTests
{
    private static readonly DateTimeOffset Later = Some.Instant.AddSeconds(7);

    [Theory]
    [InlineData(Launched, GatewaySignal.LoginWindowShown, WindowShown)]
    [InlineData(Launched, GatewaySignal.SessionResumed, Resumed)]
    [InlineData(SecondFactor, GatewaySignal.SecondFactorClosed, SecondFactorClosed)]
    [InlineData(Completed, GatewaySignal.ConfigurationDone, Configured)]
    public void A_login_goes_on(LoginStage from, GatewaySignal signal, LoginStage to) =>
        Assert.Equal(new LoginProgress(to, Later, Pushes: 1, IsResumed: to == Resumed), At(from).Follow(signal, Later));

    [Theory]
    // A resumed session shows the window and needs no credentials.
    [InlineData(Resumed, GatewaySignal.LoginWindowShown)]
    // It comes back after a refusal, and beside a session that is logged in.
    [InlineData(Failed, GatewaySignal.LoginWindowShown)]
    [InlineData(Completed, GatewaySignal.LoginWindowShown)]
    // A late line does not lead back.
    [InlineData(Completed, GatewaySignal.SecondFactorClosed)]
    [InlineData(Failed, GatewaySignal.ConfigurationDone)]
    // What is counted is not followed here.
    [InlineData(WindowShown, GatewaySignal.LoginAttempted)]
    [InlineData(Submitted, GatewaySignal.SecondFactorRequested)]
    [InlineData(Submitted, GatewaySignal.LoginCompleted)]
    [InlineData(Completed, GatewaySignal.ProcessStarted)]
    public void A_login_stays_where_it_is(LoginStage from, GatewaySignal signal) =>
        Assert.Equal(At(from), At(from).Follow(signal, Later));

    [Fact]
    public void The_broker_has_the_credentials_from_the_submission_to_its_answer()
    {
        var stages = Enum.GetValues<LoginStage>();

        Assert.Equal([Submitted, SecondFactor, SecondFactorClosed], stages.Where(stage => At(stage).IsInFlight));
        Assert.Equal([Completed, Configured], stages.Where(stage => At(stage).IsComplete));
    }

    private static LoginProgress At(LoginStage stage) => new(stage, Some.Instant, Pushes: 1);
}
