using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ScenarioTests
{
    [Fact]
    public void Lines_change_what_they_name_and_nothing_else()
    {
        var scenario = Scenario.Default.With(["# a comment", "", "login_mode = wrong-password", "login_delay_ms=5"]);

        Assert.Equal(LoginMode.WrongPassword, scenario.LoginMode);
        Assert.Equal(TimeSpan.FromMilliseconds(5), scenario.LoginDelay);
        Assert.Equal(ApiMode.Answer, scenario.Api);
    }

    [Theory]
    [InlineData("login-mode", "ok", "unknown key")]
    [InlineData("login_mode", "OK", "expects ok|wrong-password|unrecognized|second-factor|manual|no-window|too-many")]
    [InlineData("api", "reject326", "expects answer|silent|close|refuse|reject-326|reject-close|garbage|open")]
    [InlineData("api_port", "65536", "expects a number from 0 to 65535")]
    [InlineData("login_delay_ms", "-1", "expects a number")]
    [InlineData("clock_skew_s", "-86401", "expects a number from -86400 to 86400")]
    [InlineData("positions", "10001", "expects a count up to 10000, or 'SYMBOL SIZE [COST], ...'")]
    [InlineData("positions", "AAPL", "expects a count")]
    [InlineData("positions", "AAPL 1, AAPL 2", "with each symbol once")]
    [InlineData(
        "orders",
        "BUY 1 AAPL",
        "expects a count up to 10000, or 'BUY|SELL SIZE SYMBOL[:KIND] TYPE [DAY|GTC] [PRICE] [STATUS], ...'"
    )]
    [InlineData("orders", "BUY 1 AAPL LMT 2, BUY 1 AAPL LMT 2", "no two equal")]
    [InlineData("net_liquidation", "much", "expects an amount")]
    public void What_cannot_be_is_refused_with_what_could(string key, string value, string problem)
    {
        var error = Assert.Throws<SimException>(() => Scenario.Default.With(key, value));

        Assert.Equal(ExitStatus.Usage, error.Status);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    // without expectations any credentials do
    [InlineData("", "", "anyone", "anything", true)]
    [InlineData("", "", "anyone", "", false)]
    [InlineData("me", "right", "me", "right", true)]
    [InlineData("me", "right", "me", "wrong", false)]
    [InlineData("me", "right", "you", "right", false)]
    public void The_broker_knows_whom_it_expects(
        string expectedUser,
        string expectedPassword,
        string user,
        string password,
        bool known
    )
    {
        var scenario =
            expectedUser.Length == 0
                ? Scenario.Default
                : Scenario.Default.With("expected_user", expectedUser).With("expected_password", expectedPassword);

        Assert.Equal(known, scenario.Knows(user, new(password)));
    }

    [Fact]
    public void A_description_says_everything_but_the_password()
    {
        var description = string.Join('\n', Scenario.Default.With("expected_password", "s3cret").Describe());

        Assert.Contains("login_mode=ok", description, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_value_joins_what_was_kept_before()
    {
        using var directory = new TemporaryDirectory();

        ScenarioFile.Keep(directory.Path, scenario => scenario.With("login_mode", "manual"));
        ScenarioFile.Keep(directory.Path, scenario => scenario.With("api", "silent"));
        var kept = ScenarioFile.Load(directory.Path);

        Assert.Equal((LoginMode.Manual, ApiMode.Silent), (kept.LoginMode, kept.Api));
    }
}
