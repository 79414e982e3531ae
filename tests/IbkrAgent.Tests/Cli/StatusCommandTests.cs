using IbkrAgent.Cli;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class StatusCommandTests
{
    private readonly TestTerminal _terminal = new();

    [Fact]
    public void A_ready_gateway_looks_like_this() =>
        Golden.Check(
            StatusText.Of(Some.Report(Verdict.Ready, "session ready"), Some.Instant.AddMinutes(192)),
            "status-ready"
        );

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
