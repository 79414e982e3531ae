using System.Text.RegularExpressions;
using IbkrAgent.Schedule;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Settings;

/// <summary>The conffile and the parser say the same.</summary>
public sealed partial class ShippedSettingsTests
{
    private static readonly string ShippedFile = Path.Combine(Repository.Root, "etc-ibkr/agent.ini");

    private static readonly string[] Lines = File.ReadAllLines(ShippedFile);

    [Fact]
    public void The_shipped_file_means_the_defaults_and_warns_of_nothing()
    {
        using var host = new GatewayHost();
        var shipped = Assert.IsType<SettingsOutcome.Loaded>(SettingsFiles.Load(host.Paths, ShippedFile)).Settings;

        var resets = BrokerResets.Of(BrokerRegion.Any, TradingMode.Paper, TimeZoneInfo.FindSystemTimeZoneById);
        var own = BrokerResets.OfThisLogin(BrokerRegion.Any, TradingMode.Paper, TimeZoneInfo.FindSystemTimeZoneById);
        var gateway = Assert.Single(shipped.Gateways);
        var expected = Some.Settings with
        {
            Watch = Some.Settings.Watch with { Resets = resets, OwnResets = own },
            Schedule = Some.Schedule with { Market = gateway.Schedule.Market },
        };
        Assert.Equal(expected, gateway);
        Assert.Empty(shipped.Warnings);
    }

    [Fact]
    public void The_shipped_file_shows_every_key_once_at_its_default()
    {
        var shown = Lines.Select(line => KeyAndValue().Match(line)).Where(match => match.Success);

        Assert.Equal(
            AlertKeys.All.Concat(GatewayKeys.All).Select(key => $"{key.Name} = {key.Default}".TrimEnd()),
            shown.Select(match => match.Value)
        );
    }

    [Fact]
    public void Every_key_is_explained_above_it()
    {
        var explained = false;
        foreach (var line in Lines)
        {
            // Keys that follow each other share an explanation.
            if (KeyAndValue().IsMatch(line))
                Assert.True(explained, line);
            else
                explained = line.StartsWith("# ", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("^[a-z_]+ =.*$")]
    private static partial Regex KeyAndValue();
}
