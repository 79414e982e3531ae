using System.Text.Json;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class ScheduleCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = Zones.Instant("2026-12-01T12:00Z");

    private readonly TemporaryDirectory _root = new();
    private readonly TestTerminal _terminal = new();

    public ScheduleCommandTests()
    {
        _root.Write(
            "usr/share/ibkr-agent/nyse.calendar",
            File.ReadAllText(Repository.PathOf("packaging/nyse.calendar"))
        );
        _root.Write(
            "etc/ibkr/agent.ini",
            """
            [gateway:main]
            run_window = Mon..Fri 04:00-20:00
            broker_resets = Sun 01:00-01:45
            [gateway:live]
            trading_mode = live
            broker_resets = Sun 01:00-01:45
            """
        );
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Each_gateway_has_its_list_on_both_clocks()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync(days: 2));

        Golden.Check(_terminal.Out, "schedule");
    }

    [Fact]
    public async Task On_a_host_with_the_Gateways_clock_there_is_one()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync(days: 1, gateway: "main", zone: "America/New_York"));

        Assert.StartsWith(
            "main\nAmerica/New_York\nTue 12-01 16:30   restart of the day",
            _terminal.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_document_has_instants_kinds_and_what_is_not_known()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync(days: 7, json: true));

        using var document = JsonDocument.Parse(_terminal.Out);
        var gateways = document.RootElement.GetProperty("gateways");
        var first = gateways[0].GetProperty("events")[0];
        Assert.Equal("2026-12-01T21:30:00.000Z", first.GetProperty("at").GetString());
        Assert.Equal("Restart", first.GetProperty("kind").GetString());
        Assert.Equal("it is not active", gateways[1].GetProperty("notice").GetString());
        Assert.Contains(
            "WeeklyLogin",
            gateways[1].GetProperty("events").EnumerateArray().Select(one => one.GetProperty("kind").GetString())
        );
    }

    [Fact]
    public async Task A_gateway_that_there_is_not_is_wrong_usage()
    {
        Assert.Equal(ExitCode.Usage, await RunAsync(days: 7, gateway: "other"));
        Assert.Contains("there is no gateway other", _terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("32")]
    [InlineData("many")]
    public async Task Days_are_limited(string days)
    {
        var root = Program.Tree(_terminal.Terminal, new HostPaths(_root.Path));

        Assert.Equal(64, await CommandLine.InvokeAsync(root, ["schedule", "--days", days], _terminal.Terminal));
        Assert.Equal("", _terminal.Out);
    }

    private Task<ExitCode> RunAsync(int days, string? gateway = null, bool json = false, string zone = "Europe/Berlin")
    {
        var name = InstanceName.TryParse(gateway, out var parsed) ? parsed : null;
        return ScheduleCommand.RunAsync(
            new(days, name, json),
            _terminal.Terminal,
            new HostPaths(_root.Path),
            (timer, _, _) =>
                Task.FromResult(
                    timer == "ibkr-gateway-restart.timer"
                        ? new RestartTimes([Now.AddHours(9.5), Now.AddHours(33.5)], null)
                        : new RestartTimes([], "it is not active")
                ),
            Now,
            TimeZoneInfo.FindSystemTimeZoneById(zone),
            TestContext.Current.CancellationToken
        );
    }
}
