using System.Text.Json;
using System.Text.Json.Nodes;
using IbkrAgent.Accounts;
using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class StatusCommandTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly TestTerminal _terminal = new();

    [Fact]
    public void A_ready_gateway_looks_like_this() =>
        Golden.Check(
            StatusText.Of(Some.Report(Verdict.Ready, "session ready"), Some.Instant.AddMinutes(192)),
            "status-ready"
        );

    [Fact]
    public void What_session_and_accounts_show_is_told_with_its_age()
    {
        var report = Some.Report(Verdict.Ready, "session ready") with
        {
            Session = Some.Session with
            {
                BrokenFarms = "usfarm, ushmds",
                ClockSkew = TimeSpan.FromSeconds(-7),
                IsReadOnly = true,
            },
            Account = Some.Account with
            {
                Positions = [Some.Account.Positions[0], Some.Account.Positions[0] with { Account = "DU7" }],
                Orders = [],
                Unread =
                [
                    new(AccountPart.Orders, UnreadCause.ReadOnlyApi, "the API is read-only, which withholds orders"),
                ],
            },
        };
        Golden.Check(StatusText.Of(report, Some.Instant.AddSeconds(10)), "status-accounts");
    }

    [Fact]
    public void Many_accounts_and_none_at_all_fit_on_a_line()
    {
        var many = Some.Account with
        {
            Balances = [.. Enumerable.Range(1, 9).Select(i => Some.Account.Balances[0] with { Account = $"DU{i}" })],
            Positions = [],
            Orders = [],
        };
        Assert.Equal(
            "DU1: 0 positions, 0 open orders, NetLiquidation 1,000,000 USD; "
                + "DU2: 0 positions, 0 open orders, NetLiquidation 1,000,000 USD; "
                + "DU3: 0 positions, 0 open orders, NetLiquidation 1,000,000 USD; 6 more accounts, read now",
            AccountText.Of(many, "read now")
        );
        Assert.Equal("read now", AccountText.Of(many with { Balances = [] }, "read now"));
    }

    [Fact]
    public void A_gateway_the_agent_leaves_alone_says_so_first()
    {
        var report = Some.Report(
            Verdict.Down,
            "the unit failed although it is wanted, and nobody has told the agent that it is not"
        ) with
        {
            NextStep = "the agent would restart it in 40 s; remove the hands-off file to let it",
            Parked = true,
            HandsOff = true,
            Mode = AgentMode.Observe,
            Unit = new("loaded", "failed", "failed", "exit-code", 3, 0, "", null),
            Budget = Some.Budget with { Latched = "3 logins failed in a row" },
        };
        var text = StatusText.Of(report, Some.Instant.AddDays(1.2));
        Golden.Check(text, "status-left-alone");
        var lines = text.Split('\n');
        Assert.InRange(lines.Length, 1, 24);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Processes_memory_and_port_have_a_line_each() =>
        Golden.Check(StatusText.Of(Some.ObservedReport(), Some.Instant.AddMinutes(192)), "status-host");

    [Fact]
    public void What_was_told_of_is_there_with_its_length()
    {
        var report = Some.Report(Verdict.Down) with
        {
            Incident = new("main-1", Some.Instant, Lasted: null, ["gateway-down", "outage-warning"]),
            PastIncidents = [new("main-0", Some.Instant.AddDays(-1), TimeSpan.FromSeconds(232), ["api-silent"])],
        };

        Assert.EndsWith(
            "\n  incident 2026-11-20 09:00:00 UTC, NOT OVER: gateway-down, outage-warning\n"
                + "  incident 2026-11-19 09:00:00 UTC, for 3 min 52 s: api-silent\n",
            StatusText.Of(report, Some.Instant),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Who_keeps_a_restart_waiting_has_a_line_and_is_in_the_document()
    {
        var report = Some.Report(Verdict.Ready) with { Inhibitors = [Some.Inhibitor] };
        var document = new StatusDocument(1, "1.2.3", Some.Instant, [report]);

        Assert.Contains(
            "\n  inhibit  inhibitor 3 (bot: closing positions) keeps a restart waiting until\n"
                + "           2026-11-20 09:30:00 UTC; uid 1000, process 77\n",
            StatusText.Of(report, Some.Instant),
            StringComparison.Ordinal
        );
        var json = JsonSerializer.Serialize(document, ControlJson.Default.StatusDocument);
        Assert.Contains("\"inhibitors\":[{\"id\":3,\"who\":\"bot\",", json, StringComparison.Ordinal);
        var back = JsonSerializer.Deserialize(json, ControlJson.Default.StatusDocument)!;
        Assert.Equal([Some.Inhibitor], Assert.Single(back.Gateways).Inhibitors);
    }

    [Fact]
    public void Processes_memory_and_port_are_in_the_document_and_come_back_from_it()
    {
        var document = new StatusDocument(1, "1.2.3", Some.Instant, [Some.ObservedReport()]);
        var json = JsonSerializer.Serialize(document, ControlJson.Default.StatusDocument);

        var gateway = JsonNode.Parse(json)!["gateways"]![0]!;
        Golden.Check(gateway["process"]!.ToJsonString(Indented), "status-process");
        Golden.Check(gateway["network"]!.ToJsonString(Indented), "status-network");
        var back = JsonSerializer.Deserialize(json, ControlJson.Default.StatusDocument)!;
        Assert.Equal(Some.ObservedReport(), Assert.Single(back.Gateways));
    }

    [Fact]
    public async Task Without_the_daemon_the_status_is_69_and_says_what_to_do()
    {
        await using var fixture = new ControlFixture();
        Assert.Equal(ExitCode.Unavailable, await RunAsync(fixture));
        Assert.Equal("", _terminal.Out);
        Assert.StartsWith(
            $"ibkr-agent: asking the daemon: there is no {fixture.Path}: is it running?",
            _terminal.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Json_is_what_the_daemon_answered()
    {
        await using var fixture = await ControlFixture.StartAsync();
        Assert.Equal(ExitCode.Ok, await RunAsync(fixture, json: true));
        Assert.StartsWith("{\"schema\":1,\"version\":\"1.2.3\",\"at\":\"20", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_only_the_text_has_colours()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var coloured = new TestTerminal(isColoured: true);

        Assert.Equal(ExitCode.Ok, await RunAsync(fixture, terminal: coloured));
        Assert.StartsWith("main: \e[3", coloured.Out, StringComparison.Ordinal);

        coloured = new(isColoured: true);
        Assert.Equal(ExitCode.Ok, await RunAsync(fixture, json: true, terminal: coloured));
        Assert.DoesNotContain('\e', coloured.Out);
    }

    [Fact]
    public async Task What_is_watched_has_the_colours_of_the_terminal()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var coloured = new TestTerminal(isColoured: true);
        using var end = new CancellationTokenSource();
        var watching = RunAsync(fixture, watch: true, height: 24, end: end.Token, terminal: coloured);

        await Eventually.HoldsAsync(() => coloured.Out.Contains("\nmain: \e[3", StringComparison.Ordinal));

        await end.CancelAsync();
        Assert.Equal(ExitCode.Ok, await watching);
    }

    /// <summary>A daemon that is not there is no reason to end it: it may come back.</summary>
    [Fact]
    public async Task It_is_watched_in_place_until_somebody_ends_it()
    {
        await using var fixture = new ControlFixture();
        var time = new ManualTime(Some.Instant);
        using var end = new CancellationTokenSource();
        var watching = RunAsync(fixture, watch: true, height: 24, time: time, end: end.Token);
        await Eventually.HoldsAsync(() => Drawn == 1);

        time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.HoldsAsync(() => Drawn == 2);
        await end.CancelAsync();

        Assert.Equal(ExitCode.Ok, await watching);
        Assert.StartsWith(
            "\e[H2026-11-20 09:00:00Z, every 2 s; Ctrl-C ends it\e[K\n\e[K\nibkr-agent: asking the daemon: there is no",
            _terminal.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("\e[H2026-11-20 09:00:02Z", _terminal.Out, StringComparison.Ordinal);
        Assert.Equal("", _terminal.Error);
    }

    [Theory]
    [InlineData(true, 24, "--watch is for people, --json for programs")]
    [InlineData(false, null, "--watch needs a terminal")]
    public async Task Only_a_person_at_a_terminal_watches(bool json, int? height, string problem)
    {
        await using var fixture = new ControlFixture();

        Assert.Equal(ExitCode.Usage, await RunAsync(fixture, json, watch: true, height));

        Assert.Contains(problem, _terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", _terminal.Out);
    }

    [Theory]
    [InlineData("a\nb\n", 3, "\e[Ha\e[K\nb\e[K\n\e[J")]
    [InlineData("a\nb\nc\n", 3, "\e[Ha\e[K\n... 2 more lines\e[K\n\e[J")]
    public void What_does_not_fit_is_left_out(string text, int height, string drawn) =>
        Assert.Equal(drawn, Screen.Draw(text, height));

    private int Drawn => _terminal.Out.Split("\e[J").Length - 1;

    private Task<ExitCode> RunAsync(
        ControlFixture fixture,
        bool json = false,
        bool watch = false,
        int? height = null,
        TimeProvider? time = null,
        CancellationToken? end = null,
        TestTerminal? terminal = null
    ) =>
        StatusCommand.RunAsync(
            new(json, watch, Gateway: null),
            (terminal ?? _terminal).Terminal,
            fixture.Client,
            height is { } lines ? () => lines : null,
            time ?? TimeProvider.System,
            end ?? TestContext.Current.CancellationToken
        );
}
