using System.Text.Json;
using System.Text.Json.Nodes;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class OrdersCommandTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly GatewayHost _host = new();
    private readonly TestTerminal _terminal = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task It_says_what_runs_and_what_comes_next()
    {
        await File.AppendAllTextAsync(_host.Paths.Settings, "orders_enabled = true\n", Cancel);
        _host.Write(
            "run/ibkr-gateway/main.orders",
            new OrdersMark("a", OrdersState.Armed, ReadOnlyApi: false).Render()
        );

        Assert.Equal(ExitCode.Ok, await RunAsync(new(Some.Unit("active", "a"), null)));

        Assert.Equal(
            "main: the Gateway that runs takes orders (started with ReadOnlyApi=no)\n"
                + $"main: next start: NOT ARMED, so none are taken: orders_enabled = true, and the arm file "
                + $"{_host.At("etc/ibkr/armed")} is missing; to arm it: sudo touch {_host.At("etc/ibkr/armed")}\n",
            _terminal.Out
        );
    }

    [Fact]
    public async Task A_mark_of_another_run_says_nothing_about_this_one()
    {
        _host.Write(
            "run/ibkr-gateway/main.orders",
            new OrdersMark("a", OrdersState.Armed, ReadOnlyApi: false).Render()
        );

        await RunAsync(new(Some.Unit("active", "b"), null));

        Assert.StartsWith(
            "main: what the Gateway that runs was started with is not known\n"
                + "main: next start: as config.ini says: orders_enabled is not set",
            _terminal.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task When_systemd_does_not_answer_what_comes_next_is_said_all_the_same()
    {
        Assert.Equal(ExitCode.Unavailable, await RunAsync(new(UnitStatus.Unknown, "no bus")));

        Assert.StartsWith("main: next start: ", _terminal.Out, StringComparison.Ordinal);
        Assert.Equal("ibkr-agent: main: asking systemd for ibkr-gateway.service: no bus\n", _terminal.Error);
    }

    [Fact]
    public async Task The_document_has_both_with_their_reasons()
    {
        await File.AppendAllTextAsync(_host.Paths.Settings, "orders_enabled = true\n", Cancel);
        _host.Write(
            "run/ibkr-gateway/main.orders",
            new OrdersMark("a", OrdersState.Armed, ReadOnlyApi: false).Render()
        );

        Assert.Equal(ExitCode.Ok, await RunAsync(new(Some.Unit("active", "a"), null), json: true));

        var document = JsonNode.Parse(_terminal.Out)!.ToJsonString(Indented);
        Golden.Check(document.Replace(_host.At("etc"), "/etc", StringComparison.Ordinal), "orders");
        Assert.Equal("", _terminal.Error);
    }

    [Fact]
    public async Task The_document_says_why_it_is_not_known_what_runs()
    {
        Assert.Equal(ExitCode.Unavailable, await RunAsync(new(UnitStatus.Unknown, "no bus"), json: true));

        var gateway = JsonNode.Parse(_terminal.Out)!["gateways"]![0]!;
        Assert.Equal("asking systemd for ibkr-gateway.service: no bus", (string?)gateway["problem"]);
        Assert.Null(gateway["isRunning"]);
        Assert.Null(gateway["isOutdated"]);
        Assert.Equal("Undecided", (string?)gateway["next"]!["state"]);
    }

    private Task<ExitCode> RunAsync(UnitReading reading, bool json = false) =>
        OrdersCommand.RunAsync(
            new(InstanceName.Main, json),
            _terminal.Terminal,
            _host.Paths,
            (_, _, _) => Task.FromResult(reading),
            Cancel
        );
}
