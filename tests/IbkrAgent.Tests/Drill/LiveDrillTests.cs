using IbkrAgent.Drill;
using IbkrAgent.Tests.Support;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Drill;

public sealed class LiveDrillTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestTerminal _terminal = new();
    private readonly List<string> _done = [];
    private readonly DrillReport _report;

    public LiveDrillTests()
    {
        _report = new(Path.Combine(_directory.Path, "drill.md"), new ManualTime(Some.Instant));
        _report.Begin("Drill");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("yes\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("sure\n", false)]
    [InlineData("", false)]
    public async Task What_disturbs_is_done_only_after_a_yes(string answers, bool expected)
    {
        Assert.True(await RunAsync(answers, Step("restart", cost: "the session ends")));

        Assert.Equal(expected ? ["restart"] : [], _done);
        Assert.Contains("restart: the session ends. Do it? [y/N] ", _terminal.Out, StringComparison.Ordinal);
        Assert.Contains(expected ? "## restart: passed" : "## restart: left out", Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_looks_is_not_asked_for()
    {
        await RunAsync("", Step("health", cost: null));

        Assert.Equal(["health"], _done);
    }

    [Fact]
    public async Task A_failure_does_not_end_the_drill_and_is_its_result()
    {
        var broken = new DrillStep("crash", null, _ => throw new IOException("running systemctl: no such file"));

        Assert.False(await RunAsync("", broken, Step("health", cost: null)));

        Assert.Equal(["health"], _done);
        Assert.Contains("FAILED: crash\n  running systemctl: no such file\n", _terminal.Out, StringComparison.Ordinal);
        Assert.Contains("## crash: FAILED", Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_has_what_was_seen_and_is_the_owners_alone()
    {
        await RunAsync("", Step("health", cost: null));

        Assert.Equal(
            "# Drill\n\nBegun 2026-11-20T09:00:00Z.\n\n"
                + "## health: passed\n\n2026-11-20T09:00:00Z\n\n    seen\n    and more\n\n",
            Report
        );
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_report.Path));
    }

    [Fact]
    public async Task Answers_to_the_open_questions_are_kept_until_a_dot()
    {
        OpenQuestion[] questions =
        [
            new("U-1", "Whether", "cut"),
            new("U-2", "How", "look"),
            new("U-3", "When", "wait"),
        ];

        await new LiveDrill(_report, _terminal.Terminal, new StringReader("y\n1100 came\n\n.\n")).AskAsync(questions);

        Assert.Contains(
            "- U-1 Whether\n  - Found (2026-11-20T09:00:00Z): 1100 came\n",
            Report,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("U-2", Report, StringComparison.Ordinal);
        Assert.Contains("\nU-3 When\n  wait\nFound: ", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_waits_for_a_reboot_says_since_when()
    {
        Assert.Null(_report.FindRebootAskedFor());

        _report.AskForReboot();

        Assert.Equal(Some.Instant, _report.FindRebootAskedFor());
        _report.Add("Booted.");
        Assert.Null(_report.FindRebootAskedFor());
    }

    [Fact]
    public void No_report_takes_the_place_of_another() => Assert.Throws<IOException>(() => _report.Begin("Drill"));

    private string Report => File.ReadAllText(_report.Path);

    private Task<bool> RunAsync(string answers, params DrillStep[] steps) =>
        new LiveDrill(_report, _terminal.Terminal, new StringReader(answers)).RunAsync(steps, Token);

    private DrillStep Step(string title, string? cost) =>
        new(
            title,
            cost,
            _ =>
            {
                _done.Add(title);
                return Task.FromResult(DrillOutcome.Of(passed: true, "seen\nand more\n"));
            }
        );
}
