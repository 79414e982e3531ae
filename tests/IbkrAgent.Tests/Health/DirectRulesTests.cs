using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Tests.Health;

public sealed class DirectRulesTests
{
    private const string Unit = "ibkr-gateway.service";

    private static readonly DateTimeOffset At = new(2026, 11, 20, 21, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("not-found", "inactive", Verdict.NotConfigured)]
    [InlineData("masked", "inactive", Verdict.Down)]
    [InlineData("loaded", "activating", Verdict.Starting)]
    [InlineData("loaded", "inactive", Verdict.Down)]
    [InlineData("loaded", "failed", Verdict.Down)]
    [InlineData("loaded", "deactivating", Verdict.Down)]
    [InlineData("loaded", "active", null)]
    [InlineData("loaded", "reloading", null)]
    [InlineData("", "", null)]
    public void A_unit_that_does_not_run_tells_by_itself(string loadState, string activeState, Verdict? expected) =>
        Assert.Equal(expected, DirectRules.OfUnit(Unit, Status(loadState, activeState))?.Verdict);

    [Fact]
    public void A_unit_that_failed_says_how_it_ended() =>
        Assert.Equal(
            "ibkr-gateway.service is failed (dead), it ended by exit-code with status 3",
            DirectRules.OfUnit(Unit, Status("loaded", "failed") with { Result = "exit-code", ExitStatus = 3 })?.Reason
        );

    public static TheoryData<ApiStatus, int, Verdict> Answers =>
        new()
        {
            { new ApiStatus.Ready(176, 7, "DU1", UpstreamLost: null), 600, Verdict.Ready },
            { new ApiStatus.Ready(176, 7, "DU1", "1100 connectivity lost"), 600, Verdict.UpstreamLost },
            { new ApiStatus.Refused("nothing listens on port 4002"), 179, Verdict.Starting },
            { new ApiStatus.Refused("nothing listens on port 4002"), 180, Verdict.PortClosed },
            { new ApiStatus.Silent(ApiStage.Handshake, "no answer"), 600, Verdict.ApiSilent },
            { new ApiStatus.Rejected("not a Gateway"), 600, Verdict.ApiRejected },
            { new ApiStatus.Lost("closed"), 600, Verdict.ApiRejected },
            { new ApiStatus.Unknown(), 600, Verdict.ApiSilent },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_the_api_answers_decides_when_the_unit_runs(ApiStatus api, int secondsActive, Verdict expected)
    {
        var unit = Status("loaded", "active") with { ActiveSince = At.AddSeconds(-secondsActive) };
        Assert.Equal(expected, DirectRules.OfApi(Unit, unit, api, StartTimeout, At).Verdict);
    }

    [Fact]
    public void A_closed_port_is_no_start_when_nothing_is_known_of_the_unit() =>
        Assert.Equal(
            Verdict.PortClosed,
            DirectRules.OfApi(Unit, UnitStatus.Unknown, new ApiStatus.Refused("refused"), StartTimeout, At).Verdict
        );

    private static UnitStatus Status(string loadState, string activeState) =>
        new(loadState, activeState, "dead", "success", 0, 0, "", null);
}
