using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Gateway;

public sealed class ControllerLogTests
{
    private const string Stamp = "2026-11-20 16:30:01:123 ";

    [Theory]
    // The script's own lines carry no stamp.
    [InlineData("Starting Gateway with this command:", GatewaySignal.ProcessStarted)]
    // The login.
    [InlineData(Stamp + "IBC: Re-starting session", GatewaySignal.SessionResumed)]
    [InlineData(Stamp + "IBC: Login attempt: 1", GatewaySignal.LoginAttempted)]
    [InlineData(Stamp + "IBC: Second Factor Authentication initiated", GatewaySignal.SecondFactorRequested)]
    [InlineData(Stamp + "IBC: Login has completed", GatewaySignal.LoginCompleted)]
    // Failures.
    [InlineData(Stamp + "IBC: Login failed", GatewaySignal.LoginFailed)]
    [InlineData(Stamp + "IBC: login FAILED", GatewaySignal.LoginFailed)]
    [InlineData(
        Stamp + "IBC: detected dialog entitled: Unrecognized Username or Password; event=Opened",
        GatewaySignal.LoginFailed
    )]
    [InlineData(
        Stamp + "IBC: Detected dialog entitled: Unrecognized Username or Password; event=Opened",
        GatewaySignal.LoginFailed
    )]
    [InlineData(
        Stamp + "IBC: Too many failed login attempts. Please wait 4 minutes 47 seconds",
        GatewaySignal.TooManyFailedLogins
    )]
    public void A_line_that_matters_is_a_signal(string line, GatewaySignal expected) =>
        Assert.Equal(expected, ControllerLog.Classify(line)?.Signal);

    [Theory]
    [InlineData("")]
    [InlineData("IBC: ")]
    [InlineData("Starting IBC version 3.24.1")]
    // Printed for every live login, also without a second factor.
    [InlineData(Stamp + "IBC: Waiting for Login frame to become SecondFactorAuthenticationDialog")]
    // The end of a run, not of a login.
    [InlineData(Stamp + "IBC: Login has completed: exiting via [File, Close] menu")]
    [InlineData(Stamp + "IBC: Login has not completed: exiting immediately")]
    [InlineData(Stamp + "IBC: detected dialog entitled: Unrecognized Username or Password; event=Closed")]
    [InlineData(Stamp + "IBC: Click button: Log In")]
    // Somebody else's words.
    [InlineData("Login attempt: 1")]
    public void A_line_without_a_meaning_is_none(string line) => Assert.Null(ControllerLog.Classify(line));

    [Fact]
    public void Lines_without_a_meaning_allocate_nothing()
    {
        const string Line = Stamp + "IBC: detected frame entitled: IBKR Gateway; event=Opened";
        ControllerLog.Classify(Line);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            ControllerLog.Classify(Line);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
