using System.Reflection;
using System.Text.RegularExpressions;
using IbkrAgent.Logging;
using IbkrAgent.Tests.Support;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Logging;

/// <summary>What journalctl -x shows: each kind of entry is explained, and nothing else is.</summary>
public sealed partial class MessageCatalogTests
{
    private static readonly string Catalog = File.ReadAllText(Repository.PathOf("packaging/ibkr-agent.catalog"));

    private static readonly LoggerMessageAttribute[] Messages =
    [
        .. typeof(MessageIds)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(message => message.EventId),
    ];

    [Fact]
    public void Every_kind_of_entry_is_explained_and_no_other()
    {
        Assert.NotEmpty(Messages);
        Assert.Equal(
            Messages.Select(message => MessageIds.For(message.EventId)),
            Entry().Matches(Catalog).Select(entry => entry.Groups["id"].Value)
        );
    }

    [Fact]
    public void An_entry_says_what_it_means_and_what_to_do()
    {
        Assert.All(
            Entry().Matches(Catalog),
            entry =>
            {
                Assert.Matches(
                    "\nSubject: .{10,}\nDefined-By: ibkr-agent\nDocumentation: man:ibkr-agent\\.service\\(8\\)\n\n",
                    entry.Value
                );
                Assert.True(entry.Groups["text"].Value.Trim().Split('\n').Length >= 2);
                Assert.DoesNotContain(entry.Value.Split('\n'), line => line.Length > 100);
            }
        );
    }

    /// <summary>systemd puts in the fields of the entry; one that is not there stays as it is written.</summary>
    [Fact]
    public void A_field_that_an_entry_puts_in_is_one_of_its_message() =>
        Assert.All(
            Entry().Matches(Catalog).Zip(Messages),
            pair =>
                Assert.All(
                    Field().Matches(pair.First.Value),
                    field =>
                    {
                        Assert.Equal("@IBKR_GATEWAY@", field.Value);
                        Assert.Contains("{Gateway}", pair.Second.Message, StringComparison.Ordinal);
                    }
                )
        );

    /// <summary>UPDATE_GOLDEN=1 writes the list anew.</summary>
    [Fact]
    public void The_manual_lists_them_all()
    {
        var path = Repository.PathOf("packaging/man/ibkr-agent.service.8");
        var page = File.ReadAllText(path);
        var list = List().Match(page);
        Assert.Contains(MessageIds.Prefix, page, StringComparison.Ordinal);
        var expected = string.Concat(
            Entry()
                .Matches(Catalog)
                .Select(entry => $"{entry.Groups["id"].Value[^4..]}  {Subject().Match(entry.Value).Groups[1].Value}\n")
                .Select(line =>
                    line.Replace("@IBKR_GATEWAY@", "NAME", StringComparison.Ordinal)
                        .Replace("-", "\\-", StringComparison.Ordinal)
                )
        );
        if (Golden.IsUpdated)
            File.WriteAllText(
                path,
                page.Replace(list.Value, $"catalog.\n.nf\n{expected}.fi\n", StringComparison.Ordinal)
            );
        else
            Assert.Equal(expected, list.Groups["lines"].Value);
    }

    [GeneratedRegex(@"catalog\.\n\.nf\n(?<lines>(.*\n)*?)\.fi\n")]
    private static partial Regex List();

    [GeneratedRegex("^Subject: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Subject();

    [GeneratedRegex(@"^-- (?<id>[0-9a-f]{32})\n(?:.+\n)+\n(?<text>(?:.+\n)+)", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("@[A-Z_]+@")]
    private static partial Regex Field();
}
