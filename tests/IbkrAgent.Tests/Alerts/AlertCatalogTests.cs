using System.Text.RegularExpressions;
using IbkrAgent.Alerts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed partial class AlertCatalogTests
{
    [Fact]
    public void Every_code_and_its_severity_is_in_the_operators_table_and_no_other()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/operations.md"));

        var told = Row().Matches(page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");

        Assert.Equal(Sorted(AlertCatalog.All.Select(InWords)), Sorted(told));
    }

    private static string InWords(AlertDefinition alert) => $"{alert.Code} {alert.Severity}".ToLowerInvariant();

    private static string[] Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\| `([a-z-]+)` \| (critical|warning|information) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
