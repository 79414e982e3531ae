using IbkrAgent.Containers;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Documents;

/// <summary>
/// The tables of docs/health.md leave nothing out that the stand-in can play, and the system tests nothing that is in
/// them.
/// </summary>
public sealed class HealthTableTests
{
    private static readonly HealthRow[] Rows = [.. HealthTable.Headings.SelectMany(HealthTable.Below)];

    public static TheoryData<string> Headings => [.. HealthTable.Headings];

    public static TheoryData<HealthRow> WithATest => [.. HealthTable.Below(HealthTable.InItsOwnTest)];

    [Fact]
    public void Every_scenario_of_the_stand_in_is_in_a_row() =>
        Assert.Empty(
            ScenarioCatalog.All.Select(scenario => scenario.Name).Except(Rows.SelectMany(row => row.Scenarios))
        );

    [Fact]
    public void Every_scenario_in_a_row_is_one_of_the_stand_in() =>
        Assert.Empty(
            Rows.SelectMany(row => row.Scenarios).Except(ScenarioCatalog.All.Select(scenario => scenario.Name))
        );

    [Fact]
    public void Every_table_is_known_to_the_system_tests() =>
        Assert.Equal(
            HealthTable.Headings,
            HealthTable.Chapter.Split("\n### ").Skip(1).Select(section => section.Split('\n')[0])
        );

    [Theory]
    [MemberData(nameof(Headings))]
    public void No_row_is_overlooked(string heading)
    {
        var rows = HealthTable.Below(heading).ToArray();

        Assert.Equal(HealthTable.LinesBelow(heading).Count(), rows.Length);
        Assert.All(rows, row => Assert.Equal(heading == HealthTable.InItsOwnTest, row.Test.Length > 0));
    }

    [Theory]
    [MemberData(nameof(WithATest))]
    public void The_test_that_a_row_names_plays_its_scenario(HealthRow row)
    {
        var name = row.Test.Split('.');
        var source = File.ReadAllText(Repository.PathOf($"tests/system/{name[0]}.cs"));
        var test = source.Split($" {name[1]}()").ElementAtOrDefault(1)?.Split("[Fact]")[0] ?? "";

        Assert.All(
            row.Scenarios,
            scenario => Assert.Contains($"\"scenario {scenario}\"", test, StringComparison.Ordinal)
        );
        Assert.Contains($"\"{row.Verdict}\"", test, StringComparison.Ordinal);
    }
}
