using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using IbkrAgent.Cli;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

/// <summary>The manual and the program say the same.</summary>
public sealed partial class ManualPageTests
{
    private static readonly Command Root = Program.Tree(new(TextWriter.Null, TextWriter.Null), HostPaths.Default);

    /// <summary>Hyphens as in the program: <c>\-</c> is how roff spells them.</summary>
    private static readonly string Page = File.ReadAllText(Repository.PathOf("packaging/man/ibkr-agent.1"))
        .Replace("\\-", "-", StringComparison.Ordinal);

    [Fact]
    public void Every_command_has_an_entry_with_all_its_options_and_no_others()
    {
        foreach (var command in Root.Subcommands)
        {
            var entry = Assert.Single(Entry().Matches(Page), entry => entry.Groups["name"].Value == command.Name);
            var options = Option().Matches(entry.Value).Select(option => option.Value);

            var known = command.Options.Concat(command.Subcommands.SelectMany(part => part.Options));
            Assert.Equal(Sorted(known.Select(option => option.Name)), Sorted(options));
        }
    }

    [Fact]
    public void Every_entry_is_a_command() =>
        Assert.Equal(
            Sorted(Root.Subcommands.Select(command => command.Name)),
            Sorted(Entry().Matches(Page).Select(entry => entry.Groups["name"].Value))
        );

    [Fact]
    public void The_options_of_the_program_itself_are_named() =>
        Assert.All(Root.Options, option => Assert.Contains($".B {option.Name}\n", Page, StringComparison.Ordinal));

    [Fact]
    public void The_exit_statuses_are_those_of_the_program() =>
        Assert.Equal(Enum.GetValues<ExitCode>().Select(code => (int)code), Statuses("EXIT STATUS"));

    [Fact]
    public void The_statuses_of_health_check_are_those_of_the_program() =>
        Assert.Equal(
            Enum.GetValues<HealthStatus>().Select(status => (int)status),
            Statuses("EXIT STATUS OF HEALTH-CHECK")
        );

    [Fact]
    public void Every_page_of_ours_that_is_pointed_to_is_shipped()
    {
        var manuals = Repository.PathOf("packaging/man");
        var texts = Directory
            .EnumerateFiles(Repository.PathOf("systemd"))
            .Concat(Directory.EnumerateFiles(manuals))
            .Append(Repository.PathOf("packaging/ibkr-agent.catalog"))
            .Select(path => File.ReadAllText(path).Replace("\\-", "-", StringComparison.Ordinal));
        var named = texts
            .SelectMany(text => OwnPage().Matches(text))
            .Select(page => $"{page.Groups[1].Value}.{page.Groups[2].Value}")
            .Distinct()
            .ToList();

        Assert.Equal(["agent.ini.5", "ibkr-agent.1", "ibkr-agent.service.8"], Sorted(named));
        var shipped = File.ReadAllText(Repository.PathOf("packaging/deb/ibkr-agent.manpages"));
        Assert.All(named, page => Assert.True(File.Exists(Path.Combine(manuals, page)), page));
        Assert.All(named, page => Assert.Contains($"packaging/man/{page}\n", shipped, StringComparison.Ordinal));
    }

    private static IEnumerable<int> Statuses(string section)
    {
        var text = Page.Split(".SH ").Single(text => text.StartsWith(section + "\n", StringComparison.Ordinal));
        return Status().Matches(text).Select(status => int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\\fBibkr-agent (?<name>[a-z-]+)\\fR.*$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?:\.BR |man:)(agent\.ini|ibkr-[a-z.-]+) ?\(([0-9])\)")]
    private static partial Regex OwnPage();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"^\.B ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Status();
}
