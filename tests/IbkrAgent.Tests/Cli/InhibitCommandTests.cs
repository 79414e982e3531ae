using IbkrAgent.Cli;
using IbkrAgent.Restarts;
using IbkrAgent.Tests.Control;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class InhibitCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestTerminal _terminal = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Without_a_command_it_says_how_long_it_stands_and_how_to_end_it()
    {
        await using var fixture = await ControlFixture.StartAsync();

        Assert.Equal(0, await RunAsync(fixture, "--who", "bot", "--why", "closing", "--for", "2h"));
        Assert.Equal(
            "inhibitor 1 of main stands until 2026-11-20 11:00:00 UTC; ibkr-agent inhibit --release 1 ends it\n",
            _terminal.Out
        );
        Assert.Equal(("bot", "closing"), Of(Assert.Single(fixture.Desk.Inhibitors.Inhibitors)));

        Assert.Equal(0, await RunAsync(fixture, "--release", "1"));
        Assert.EndsWith("inhibitor 1 of main (bot: closing) is released\n", _terminal.Out, StringComparison.Ordinal);
        Assert.Equal(64, await RunAsync(fixture, "--release", "1"));
        Assert.Equal(
            "ibkr-agent: inhibitor 1 of main does not stand: it has expired, or was released\n",
            _terminal.Error
        );

        static (string, string) Of(Inhibitor one) => (one.Who, one.Why);
    }

    [Theory]
    [InlineData("who inhibits is not said", "--why", "b")]
    [InlineData("why is not said", "--who", "a")]
    [InlineData("'soon' is not a duration", "--who", "a", "--why", "b", "--for", "soon")]
    [InlineData("'sleep' is no option; a command", "--who", "a", "--why", "b", "sleep", "1")]
    [InlineData("'sleep' is no option", "--who", "a", "--why", "b", "sleep", "--", "1")]
    [InlineData("'--fro' is no option", "--who", "a", "--why", "b", "--fro", "1h")]
    [InlineData("--release takes neither", "--release", "1", "--who", "a")]
    [InlineData("--release takes neither", "--release", "1", "--", "true")]
    [InlineData("'x1' is not the number of an inhibitor", "--release", "x1")]
    public async Task What_is_not_understood_is_64_and_asks_for_nothing(string problem, params string[] arguments)
    {
        await using var fixture = await ControlFixture.StartAsync();

        Assert.Equal(64, await RunAsync(fixture, arguments));

        Assert.Contains(problem, _terminal.Error, StringComparison.Ordinal);
        Assert.Empty(fixture.Desk.InhibitorCalls);
    }

    [Fact]
    public async Task The_command_gets_its_words_as_they_are_also_those_that_look_like_options_of_this_one()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var file = Path.Combine(_directory.Path, "words");
        string[] words = ["--who", "--help", "-h", "--", "--for=1s", "a b", "", "@file", "--version"];

        var status = await RunAsync(
            fixture,
            [
                "--who",
                "bot",
                "--why",
                "x",
                "--",
                "sh",
                "-c",
                "f=$1; shift; printf '%s\\n' \"$@\" >\"$f\"",
                "-",
                file,
                .. words,
            ]
        );

        Assert.Equal(0, status);
        Assert.Equal(words, await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal("", _terminal.Out); // it is the command's
    }

    [Theory]
    [InlineData(7, "exit 7")]
    [InlineData(137, "kill -KILL $$")]
    [InlineData(143, "kill -TERM $$")]
    public async Task The_status_is_that_of_the_command_and_the_inhibitor_ends_with_it(int status, string script)
    {
        await using var fixture = await ControlFixture.StartAsync();

        Assert.Equal(status, await RunAsync(fixture, "--who", "a", "--why", "b", "--", "sh", "-c", script));

        Assert.Equal(["take main", "release main 1"], fixture.Desk.InhibitorCalls);
    }

    [Fact]
    public async Task A_command_that_cannot_be_started_is_127_or_126_as_in_a_shell()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var file = _directory.Write("data", "no program");

        Assert.Equal(127, await RunAsync(fixture, "--who", "a", "--why", "b", "--", "no-such-command"));
        Assert.Equal(127, await RunAsync(fixture, "--who", "a", "--why", "b", "--", "./no-such-file"));
        Assert.Equal(126, await RunAsync(fixture, "--who", "a", "--why", "b", "--", file));

        Assert.Empty(fixture.Desk.Inhibitors.Inhibitors);
        Assert.StartsWith(
            "ibkr-agent: running no-such-command: no such command\n",
            _terminal.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task While_the_command_runs_the_inhibitor_is_renewed_and_taken_anew_when_it_is_gone()
    {
        await using var fixture = await ControlFixture.StartAsync();
        var running = RunUntilAsync(fixture, "end", "1s");

        await Eventually.HoldsAsync(() =>
            fixture.Desk.InhibitorCalls.Count(call => call == "renew main 1 00:00:01") >= 2
        );
        fixture.Desk.Inhibitors = fixture.Desk.Inhibitors.Release(1, Some.Instant)!;
        await Eventually.HoldsAsync(() => fixture.Desk.InhibitorCalls.Contains("renew main 2 00:00:01"));
        Assert.False(running.IsCompleted);
        _directory.Write("end", "");

        Assert.Equal(0, await running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal("release main 2", fixture.Desk.InhibitorCalls[^1]);
        Assert.Empty(fixture.Desk.Inhibitors.Inhibitors);
        Assert.Equal("", _terminal.Error);
    }

    [Fact]
    public async Task When_the_daemon_goes_meanwhile_the_command_runs_on_and_that_is_said_once()
    {
        var fixture = await ControlFixture.StartAsync();
        var running = RunUntilAsync(fixture, "end", "1s");
        await Eventually.HoldsAsync(() => fixture.Desk.InhibitorCalls.Count > 0);

        await fixture.DisposeAsync();
        await Eventually.HoldsAsync(() =>
            _terminal.Error.Contains("if it cannot be renewed", StringComparison.Ordinal)
        );
        _directory.Write("end", "");

        Assert.Equal(0, await running.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Collection(
            _terminal.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("ibkr-agent: inhibitor 1 ends at 2026-11-20 09:00:01 UTC", line, Ordinal),
            line => Assert.StartsWith("ibkr-agent: inhibitor 1 could not be released", line, Ordinal)
        );
    }

    [Fact]
    public async Task Without_the_daemon_the_command_is_not_run()
    {
        await using var fixture = new ControlFixture();
        var file = Path.Combine(_directory.Path, "ran");

        Assert.Equal(69, await RunAsync(fixture, "--who", "a", "--why", "b", "--", "touch", file));

        Assert.False(File.Exists(file));
        Assert.Contains("is it running?", _terminal.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "ibkr-agent: touch was not run: no inhibitor would have kept a restart waiting meanwhile\n",
            _terminal.Error,
            StringComparison.Ordinal
        );
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    /// <summary>Runs a command that ends when a file is there, or the test is over.</summary>
    private Task<int> RunUntilAsync(ControlFixture fixture, string file, string span) =>
        Task.Run(() =>
            RunAsync(
                fixture,
                "--who",
                "bot",
                "--why",
                "x",
                "--for",
                span,
                "--",
                "sh",
                "-c",
                "until [ -e \"$1/$2\" ] || [ ! -d \"$1\" ]; do sleep 0.05; done",
                "-",
                _directory.Path,
                file
            )
        );

    private Task<int> RunAsync(ControlFixture fixture, params string[] arguments)
    {
        var command = InhibitCommand.Create(parsed =>
            InhibitCommand.RunAsync(parsed, _terminal.Terminal, fixture.Client, TimeProvider.System)
        );
        var root = CommandLine.Root("test", command);
        return CommandLine.InvokeAsync(root, ["inhibit", .. arguments], _terminal.Terminal);
    }
}
