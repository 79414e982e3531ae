using System.Text.RegularExpressions;
using IbkrAgent.Alerts;
using IbkrAgent.Faults;
using IbkrAgent.Faults.Themes;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Tests.Faults;

public sealed partial class FaultCatalogTests
{
    private const int MostLetters = 40; // a machine's name has 64, prefix and number of the round included

    public static TheoryData<string> Names => [.. FaultCatalog.All.Select(fault => fault.Name)];

    [Fact]
    public void There_are_at_least_35_faults_and_5_false_alarms()
    {
        Assert.InRange(FaultCatalog.All.Count, 35, int.MaxValue);
        Assert.InRange(
            FaultCatalog.Themes.Single(theme => theme.Theme == "False alarms").Faults.Count,
            5,
            int.MaxValue
        );
        Assert.Equal(FaultCatalog.All.Count, FaultCatalog.All.DistinctBy(fault => fault.Name).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_names_only_what_there_is(string name)
    {
        var fault = Named(name);

        Assert.Matches(NamePattern(), fault.Name);
        Assert.InRange(fault.Name.Length, 1, MostLetters);
        Assert.All(
            [fault.Verdict, .. fault.Via],
            verdict => Assert.True(Enum.TryParse<Verdict>(verdict, out _), verdict)
        );
        Assert.Subset(
            AlertCatalog.All.Select(alert => alert.Code).ToHashSet(),
            fault.Told.Concat(fault.MayBeTold).ToHashSet()
        );
        Assert.Subset(
            GatewayKeys.All.Select(key => key.Name).ToHashSet(),
            fault.Settings.Select(one => one.Key).ToHashSet()
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_wants_what_its_outcome_says(string name)
    {
        var fault = Named(name);

        switch (fault.Outcome)
        {
            case Outcome.Recovered:
                Assert.Equal(("Ready", 0), (fault.Verdict, fault.Health));
                break;
            case Outcome.Escalated:
                Assert.NotEqual(0, fault.Health);
                Assert.NotEmpty(fault.Told);
                break;
            case Outcome.LeftAlone:
                // But for the stops that the operator or his run window wants.
                Assert.True(
                    fault.Stops.Most == 0
                        || fault is { Verdict: "Stopped", EndsDown: true }
                        || ScheduleFaults.All.Contains(fault)
                );
                break;
        }
    }

    private static Fault Named(string name) => FaultCatalog.All.Single(fault => fault.Name == name);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
