using System.Text.RegularExpressions;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Documents;

/// <summary>docs/migrating.md names settings that there are.</summary>
public sealed partial class MigratingPageTests
{
    [Fact]
    public void Every_key_of_agent_ini_that_it_names_is_one()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/migrating.md"));
        var named = Key().Matches(page).Select(match => match.Groups["key"].Value).Distinct().ToList();

        Assert.InRange(named.Count, 8, 100);
        Assert.Empty(named.Except(GatewayKeys.All.Concat(AlertKeys.All).Select(key => key.Name)));
    }

    /// <summary>The keys of IBC have capitals, variables of an environment nothing else.</summary>
    [GeneratedRegex("`(?<key>[a-z]+(?:_[a-z]+)+)`")]
    private static partial Regex Key();
}
