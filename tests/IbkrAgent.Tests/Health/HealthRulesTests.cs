using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Health;

public sealed class HealthRulesTests
{
    private static readonly Observations Active = new(
        Some.Unit("active", "a"),
        new ApiStatus.Unknown(),
        LoginProgress.None,
        WasReady: false,
        Overdue: false,
        Parked: false,
        Rests: null,
        BeingReplaced: false,
        Missing: "",
        Refused: null,
        Latch: null,
        AccountProblem: null,
        Conditions: [],
        BrokerLost: null,
        BrokerDoubt: null,
        IsLineDead: false,
        Dialog: ""
    );

    private static readonly Latch Conflict = new("another session", Some.Instant, LatchKind.SessionConflict);
    private static readonly ApiStatus Lost = Some.Ready with { UpstreamLost = "1100" };

    private static readonly Observations Down = Active with { Unit = Some.Unit("inactive") };

    public static TheoryData<Observations, Verdict> Table =>
        new()
        {
            // The API decides while the unit is active.
            { Active with { Api = Some.Ready }, Verdict.Ready },
            { Active with { Api = Some.Ready with { UpstreamLost = "1100" } }, Verdict.UpstreamLost },
            { Active with { Api = new ApiStatus.Rejected("326") }, Verdict.ApiRejected },
            // A Gateway gets its time to start; one that was ready does not.
            { Active with { Api = new ApiStatus.Refused("refused") }, Verdict.Starting },
            { Active with { Api = new ApiStatus.Refused("refused"), Overdue = true }, Verdict.PortClosed },
            { Active with { Api = new ApiStatus.Lost("closed"), WasReady = true }, Verdict.PortClosed },
            { Active with { Api = Silent(ApiStage.Handshake) }, Verdict.Starting },
            { Active with { Api = Silent(ApiStage.Handshake), Overdue = true }, Verdict.ApiSilent },
            { Active with { Api = Silent(ApiStage.Heartbeat), WasReady = true }, Verdict.ApiSilent },
            // The login.
            { Active with { Login = Login(LoginStage.SecondFactor) }, Verdict.AwaitingTwoFactor },
            { Active with { Login = Login(LoginStage.Failed) }, Verdict.LoginFailed },
            { Active with { Login = Login(LoginStage.TimedOut) }, Verdict.LoginFailed },
            { Active with { Latch = new("budget spent", Some.Instant) }, Verdict.LockedOut },
            { Active with { Login = Login(LoginStage.SessionQuestioned) }, Verdict.SessionConflict },
            { Active with { Latch = Conflict }, Verdict.SessionConflict },
            // An answer is worth what it says: whose Gateway, whose account, which link, then how well.
            { Active with { Api = Some.Ready, AccountProblem = "U1" }, Verdict.WrongAccount },
            {
                Active with
                {
                    Api = Some.Ready,
                    Conditions = [Some.Foreign],
                    AccountProblem = "U1",
                },
                Verdict.ApiRejected
            },
            { Active with { Api = Lost, AccountProblem = "U1" }, Verdict.WrongAccount },
            { Active with { Api = Lost, Conditions = [Some.BrokenFarm] }, Verdict.UpstreamLost },
            { Active with { Api = Some.Ready, Conditions = [Some.BrokenFarm] }, Verdict.Degraded },
            { Active with { Api = Some.Ready, Latch = Conflict }, Verdict.SessionConflict },
            { Active with { Api = Some.Ready, Latch = new("budget spent", Some.Instant) }, Verdict.Ready },
            // Conditions never make anything better.
            {
                Active with
                {
                    Api = new ApiStatus.Refused("refused"),
                    Conditions = [Some.BrokenFarm],
                },
                Verdict.Starting
            },
            { Down with { Conditions = [Some.BrokenFarm] }, Verdict.Down },
            // A Gateway that is adopted gets the time of a start; what was not heard of by then is not true any more.
            { Active with { WasReady = true }, Verdict.Starting },
            { Active with { WasReady = true, Overdue = true }, Verdict.ApiSilent },
            { Active with { IsLineDead = true, Login = Login(LoginStage.Submitted) }, Verdict.UpstreamLost },
            { Active with { IsLineDead = true, Api = Some.Ready }, Verdict.Ready },
            { Down with { IsLineDead = true }, Verdict.UpstreamLost },
            { Down with { IsLineDead = true, Parked = true }, Verdict.Stopped },
            { Active with { Api = Some.Ready, BrokerLost = "no route" }, Verdict.UpstreamLost },
            { Active with { Api = Some.Ready, BrokerDoubt = "no connection" }, Verdict.UpstreamLost },
            {
                Active with
                {
                    Api = Some.Ready,
                    BrokerDoubt = "no connection",
                    AccountProblem = "U1",
                },
                Verdict.WrongAccount
            },
            {
                Active with
                {
                    Api = Some.Ready,
                    BrokerDoubt = "no connection",
                    Conditions = [Some.BrokenFarm],
                },
                Verdict.UpstreamLost
            },
            // A login waits for the broker's line.
            { Active with { BrokerLost = "no route", Overdue = true }, Verdict.UpstreamLost },
            { Down with { BrokerLost = "no route" }, Verdict.UpstreamLost },
            { Down with { BrokerLost = "no route", Latch = Conflict }, Verdict.SessionConflict },
            // Without a unit nothing is healthy, whatever was seen last.
            { Down, Verdict.Down },
            { Down with { Api = Some.Ready }, Verdict.Down },
            { Down with { Unit = UnitStatus.Unknown }, Verdict.Down },
            { Down with { Latch = new("budget spent", Some.Instant) }, Verdict.LockedOut },
            { Down with { Missing = "IBC is missing" }, Verdict.NotConfigured },
            { Down with { Refused = "no password" }, Verdict.NotConfigured },
            { Down with { Parked = true }, Verdict.Stopped },
            { Down with { Parked = true, Missing = "IBC is missing" }, Verdict.NotConfigured },
            { Down with { Unit = Some.Unit("activating", "a") }, Verdict.Starting },
            { Down with { Unit = Some.Unit("deactivating", "a"), BeingReplaced = true }, Verdict.Starting },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void Observations_lead_to_one_verdict_with_its_evidence(Observations seen, Verdict expected)
    {
        var finding = HealthRules.Judge(seen);

        Assert.Equal(expected, finding.Verdict);
        Assert.NotEmpty(finding.Evidence);
    }

    private static ApiStatus.Silent Silent(ApiStage stage) => new(stage, "no answer within 10 s");

    private static LoginProgress Login(LoginStage stage) => LoginProgress.None with { Stage = stage };
}
