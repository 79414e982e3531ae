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
        Assert.Equal(ExitCode.Unavailable, Run(fixture, json: false));
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
        Assert.Equal(ExitCode.Ok, Run(fixture, json: true));
        Assert.StartsWith("{\"schema\":1,\"version\":\"1.2.3\",\"at\":\"20", _terminal.Out, StringComparison.Ordinal);
    }

    private ExitCode Run(ControlFixture fixture, bool json) =>
        StatusCommand.Run(new(json, Gateway: null), _terminal.Terminal, fixture.Client);
}
