using System.Text.RegularExpressions;
using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed partial class ScenarioCatalogTests
{
    [Fact]
    public void Names_are_unique_and_can_be_typed()
    {
        Assert.All(ScenarioCatalog.All, row => Assert.Matches(Name(), row.Name));
        Assert.Equal(ScenarioCatalog.All.Count, ScenarioCatalog.All.DistinctBy(row => row.Name).Count());
    }

    [Fact]
    public void Each_can_be_applied_and_says_what_it_is_in_one_line()
    {
        Assert.All(
            ScenarioCatalog.All,
            row =>
            {
                Assert.NotSame(Scenario.Default, ScenarioCatalog.Apply(row.Name, Scenario.Default));
                Assert.Matches(@"^\S[^\t\n|]*[^\s.]$", row.Description);
            }
        );
    }

    [Fact]
    public void One_takes_the_place_of_the_other_and_leaves_the_rest_alone()
    {
        var scenario = Scenario.Default.With("api_port", "4242");

        scenario = ScenarioCatalog.Apply("second-factor-hung", scenario);
        scenario = ScenarioCatalog.Apply("crash", scenario);

        Assert.Equal((LoginMode.Ok, Incident.Crash, 4242), (scenario.LoginMode, scenario.Incident, scenario.ApiPort));
        Assert.Null(scenario.Ini("SecondFactorAuthenticationExitInterval"));
    }

    [Fact]
    public void An_unknown_name_is_refused()
    {
        var error = Assert.Throws<SimException>(() => ScenarioCatalog.Apply("crsh", Scenario.Default));

        Assert.Equal(ExitStatus.Usage, error.Status);
        Assert.Contains("crsh: unknown name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manual_lists_the_same()
    {
        await using var list = new StringWriter();
        await ScenarioCatalog.ListAsync(list);
        var page = await File.ReadAllTextAsync(
            Repository.PathOf("docs/stand-in.md"),
            TestContext.Current.CancellationToken
        );

        var table = page.Split("\n## Named scenarios\n")[1].Split("\n## ")[0];
        var rows = Row().Matches(table).Select(row => $"{row.Groups["name"]}\t{row.Groups["what"]}\n");

        Assert.Equal(list.ToString(), string.Concat(rows));
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \| (?<what>.+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
