using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Packaging;

/// <summary>The units of main and the templates for all other gateways do not drift apart.</summary>
public sealed class UnitTemplateTests
{
    /// <summary>
    /// A template says no more than this that the unit of main does not say, and the other way round.
    /// </summary>
    private static readonly string[] Differences =
    [
        "Environment=DISPLAY=:99",
        "EnvironmentFile=/run/ibkr-display/main.env",
        "EnvironmentFile=-/run/ibkr-display/main.env",
        "ExecStartPre=+/usr/lib/ibkr-agent/choose-display main",
    ];

    [Theory]
    [InlineData("xvfb", "service")]
    [InlineData("ibkr-gateway", "service")]
    [InlineData("ibkr-gateway-vnc", "service")]
    [InlineData("ibkr-gateway-restart", "service")]
    [InlineData("ibkr-gateway-restart", "timer")]
    public void A_template_is_the_unit_of_main_for_another_name(string unit, string type)
    {
        var main = Lines($"systemd/{unit}.{type}");
        var template = Lines($"systemd/{unit}@.{type}");

        Assert.Equal(main, template);
    }

    [Theory]
    [InlineData(
        "xvfb",
        "EnvironmentFile=-/run/ibkr-display/%i.env",
        "ExecStartPre=+/usr/lib/ibkr-agent/choose-display %i"
    )]
    [InlineData("ibkr-gateway", "EnvironmentFile=/run/ibkr-display/%i.env")]
    [InlineData("ibkr-gateway-vnc", "EnvironmentFile=-/run/ibkr-display/%i.env")]
    public void A_template_has_a_display_of_its_own(string unit, params string[] lines)
    {
        var template = File.ReadAllLines(Repository.PathOf($"systemd/{unit}@.service"));

        Assert.All(lines, line => Assert.Contains(line, template));
        Assert.DoesNotContain("Environment=DISPLAY=:99", template);
    }

    /// <summary>Everything that systemd reads, with the name of the template as if it were main.</summary>
    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Repository.PathOf(file))
            .Where(line => !line.StartsWith('#'))
            .Select(line =>
                line.StartsWith("Description=", StringComparison.Ordinal)
                    ? line.Replace(" %i", "", StringComparison.Ordinal)
                    : line.Replace("@%i.service", ".service", StringComparison.Ordinal)
                        .Replace("%i", "main", StringComparison.Ordinal)
            )
            .Where(line => !Differences.Contains(line));
}
