using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Health;

public sealed class HealthStatusRulesTests
{
    public static TheoryData<Verdict, HealthStatus> Table =>
        new()
        {
            { Verdict.NotConfigured, HealthStatus.NotConfigured },
            { Verdict.Stopped, HealthStatus.NotRunning },
            { Verdict.Starting, HealthStatus.Starting },
            { Verdict.AwaitingTwoFactor, HealthStatus.Starting },
            { Verdict.LoginFailed, HealthStatus.Authentication },
            { Verdict.LockedOut, HealthStatus.Authentication },
            { Verdict.SessionConflict, HealthStatus.Authentication },
            { Verdict.PortClosed, HealthStatus.PortNotResponding },
            { Verdict.ApiSilent, HealthStatus.ApiNotAnswering },
            { Verdict.ApiRejected, HealthStatus.ApiNotAnswering },
            { Verdict.UpstreamLost, HealthStatus.Upstream },
            { Verdict.Degraded, HealthStatus.Healthy },
            { Verdict.WrongAccount, HealthStatus.WrongAccount },
            { Verdict.Down, HealthStatus.NotRunning },
            { Verdict.Ready, HealthStatus.Healthy },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_verdict_has_its_status(Verdict verdict, HealthStatus expected) =>
        Assert.Equal(expected, HealthStatusRules.Of(Some.Report(verdict), new()));

    [Theory]
    [MemberData(nameof(Table))]
    public void Strictness_is_about_what_works_but_not_as_it_should(Verdict verdict, HealthStatus expected) =>
        Assert.Equal(
            verdict == Verdict.Degraded ? HealthStatus.Degraded : expected,
            HealthStatusRules.Of(Some.Report(verdict), new(RequireReady: false, Strict: true))
        );

    [Fact]
    public void The_table_has_every_verdict_and_only_what_works_is_healthy()
    {
        var rows = Table.Select(row => row.Data).ToList();
        Assert.Equal(Enum.GetValues<Verdict>(), rows.Select(row => row.Item1));
        Assert.Equal(
            [Verdict.Degraded, Verdict.Ready],
            rows.Where(row => row.Item2 == HealthStatus.Healthy).Select(row => row.Item1)
        );
    }

    [Theory]
    [InlineData(true, false, false, HealthStatus.Healthy)]
    [InlineData(true, false, true, HealthStatus.Starting)]
    [InlineData(true, true, false, HealthStatus.NotRunning)]
    [InlineData(false, true, true, HealthStatus.NotRunning)]
    public void Stopped_is_healthy_only_on_purpose(
        bool onPurpose,
        bool parked,
        bool requireReady,
        HealthStatus expected
    )
    {
        var report = Some.Report(Verdict.Stopped) with { OnPurpose = onPurpose, Parked = parked };
        Assert.Equal(expected, HealthStatusRules.Of(report, new(requireReady, Strict: true)));
    }
}
