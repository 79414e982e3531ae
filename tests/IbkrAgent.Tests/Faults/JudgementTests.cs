using IbkrAgent.Faults;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Faults;

/// <summary>The judge of the fault matrix finds what is wrong: it is the one part of it that no fault tests.</summary>
public sealed class JudgementTests
{
    private static readonly DateTimeOffset InjectedAt = Some.Instant;
    private static readonly DateTimeOffset PlayedAt = InjectedAt.AddSeconds(1);

    private static readonly Fault Restarted = Wanted(Outcome.Recovered) with
    {
        Logins = 2,
        Restarts = 1,
        Via = ["Down"],
        Told = ["gateway-down"],
    };

    private static readonly Fault Untouched = Wanted(Outcome.LeftAlone);

    private static readonly Sight Before = Seen();

    private static readonly Sight AfterRestart = Seen() with
    {
        Status = Status("Ready", since: 10),
        Verdicts = ["Down", "Ready"],
        Logins = 2,
        Restarts = 1,
        Javas = "200",
        Told = ["gateway-down", "recovered"],
    };

    public static TheoryData<string> Wrongs => [.. OfRestarted.Keys];

    private static Dictionary<string, (Sight Now, bool IsForGood)> OfRestarted =>
        new()
        {
            ["3 logins, want 2"] = (AfterRestart with { Logins = 3 }, true),
            ["1 logins, want 2"] = (AfterRestart with { Logins = 1 }, false),
            ["2 restarts by the agent, want 1"] = (AfterRestart with { Restarts = 2 }, true),
            ["1 stops by the agent, want 0"] = (AfterRestart with { Stops = 1 }, true),
            ["the daemon began anew 1 times, want 0"] = (AfterRestart with { AgentStarts = 1 }, true),
            ["health-check 2, want 0"] = (AfterRestart with { Health = 2 }, false),
            ["the daemon does not answer"] = (AfterRestart with { Status = null }, false),
            ["verdict Starting, want Ready"] = (AfterRestart with { Status = Status("Starting", since: 10) }, false),
            ["verdict Ready for 5 s, want 10 s"] = (AfterRestart with { Status = Status("Ready", since: 25) }, false),
            ["verdict Ready since before the injection"] = (
                AfterRestart with
                {
                    Status = Status("Ready", since: -10),
                },
                false
            ),
            ["verdicts passed Ready, want Down among them"] = (AfterRestart with { Verdicts = ["Ready"] }, false),
            ["told nothing, want gateway-down among them"] = (AfterRestart with { Told = [] }, false),
            ["the gateway's unit is failed, want it active"] = (AfterRestart with { Unit = "failed" }, false),
            ["2 java processes, want 1"] = (AfterRestart with { Javas = "200 201" }, false),
            ["parked"] = (AfterRestart with { Status = Status("Ready", since: 10) with { IsParked = true } }, false),
            ["latched"] = (AfterRestart with { Status = Status("Ready", since: 10) with { IsLatched = true } }, false),
        };

    [Fact]
    public void What_is_as_it_has_to_be_has_no_problem()
    {
        Assert.Empty(Judge(Restarted, AfterRestart));
        Assert.Empty(Judge(Untouched, Seen()));
    }

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void What_is_wrong_is_named(string problem)
    {
        var (now, isForGood) = OfRestarted[problem];

        Assert.Equal([new(problem, isForGood)], Judge(Restarted, now));
    }

    [Fact]
    public void A_Gateway_that_is_left_alone_keeps_its_process_its_verdict_and_its_peace()
    {
        Problem[] expected =
        [
            new("verdicts passed Degraded, Ready, want none", IsForGood: true),
            new("java 200, was 100", IsForGood: true),
            new("told api-silent, which is a false alarm", IsForGood: true),
        ];

        Assert.Equal(
            expected,
            Judge(
                Untouched,
                Seen() with
                {
                    Verdicts = ["Degraded", "Ready"],
                    Javas = "200",
                    Told = ["api-silent", "recovered"],
                }
            )
        );
    }

    private static IReadOnlyList<Problem> Judge(Fault fault, Sight now) =>
        Judgement.Of(fault, Before, now, InjectedAt, PlayedAt);

    private static Fault Wanted(Outcome outcome) =>
        new("some-fault", outcome, "something", _ => Task.CompletedTask)
        {
            Must = "do something",
            MustNot = "do another thing",
            Logins = 1,
        };

    /// <summary>A Gateway that has been ready all the time, half a minute after the injection.</summary>
    private static Sight Seen() =>
        new(
            Status("Ready", since: -60),
            Health: 0,
            Verdicts: [],
            Restarts: 0,
            Stops: 0,
            AgentStarts: 0,
            Logins: 1,
            Unit: "active",
            Javas: "100",
            Told: []
        );

    private static FaultStatus Status(string verdict, int since) =>
        new(
            InjectedAt.AddSeconds(30),
            verdict,
            InjectedAt.AddSeconds(since),
            InjectedAt.AddSeconds(29),
            IsParked: false,
            IsLatched: false
        );
}
