using IbkrAgent.Cli;
using IbkrAgent.History;
using IbkrAgent.Systemd.Files;
using IbkrAgent.Systemd.Journal;
using IbkrAgent.Tests.History;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class HistoryCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = Zones.Instant("2026-11-20T18:00Z");

    private readonly TestTerminal _terminal = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeHistoryJournal _journal = new(Sample.Day);

    private string ExportPath => Path.Combine(_directory.Path, "history.jsonl");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("--kind: 'incidents' is none of incident, health, restart, ", "--kind", "incidents")]
    [InlineData("--since: 'soon' is not a time, such as '2026-11-30 14:00'", "--since", "soon")]
    [InlineData("--until: '30' is not a time", "--until", "30")]
    [InlineData("--since is later than --until", "--since", "1h", "--until", "2h")]
    [InlineData("--limit: '0' is not a number of 1 to 1000000", "--limit", "0")]
    [InlineData("--limit: '-1' is not a number", "--limit=-1")]
    [InlineData("--limit: 'all' is not a number", "--limit", "all")]
    [InlineData("'Main' is not a gateway's name", "--gateway", "Main")]
    [InlineData("--export takes neither --limit nor --json", "--export", "x", "--limit", "5")]
    [InlineData("--export takes neither --limit nor --json", "--export", "x", "--json")]
    public async Task What_is_not_understood_is_64(string problem, params string[] arguments)
    {
        Assert.Equal(64, await RunAsync(arguments));

        Assert.Contains(problem, _terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", _terminal.Out);
    }

    [Fact]
    public async Task Kinds_gateway_and_times_choose_the_events()
    {
        Assert.Equal(0, await RunAsync("--kind", "login", "--kind", "approval", "--json"));
        Assert.Equal(3, Lines.Length);

        Assert.Equal(0, await RunAsync("--gateway", "paper", "--since", "2026-11-20", "--json"));
        Assert.Contains("\"gateway\":\"paper\"", Lines[^1], StringComparison.Ordinal);
        Assert.Equal(4, Lines.Length);

        Assert.Equal(0, await RunAsync("--since", "09:00:10", "--until", "09:00:30", "--json"));
        Assert.Equal(6, Lines.Length);
    }

    [Fact]
    public async Task The_newest_are_read_from_the_end_and_what_is_left_out_is_said()
    {
        Assert.Equal(0, await RunAsync("--limit", "2", "--kind", "restart", "--kind", "operator"));

        Assert.Equal(3, _journal.Looked);
        Assert.Collection(
            Lines,
            line => Assert.Contains("asked for restart: exit status 0", line, StringComparison.Ordinal),
            line => Assert.Contains("restart Proved", line, StringComparison.Ordinal)
        );
        Assert.Equal(
            "ibkr-agent: these are the newest 2 events; --limit N or --since TIME shows older ones\n",
            _terminal.Error
        );
    }

    [Fact]
    public async Task Without_a_time_the_newest_fifty_are_shown_and_with_one_all()
    {
        var many = new FakeHistoryJournal(Enumerable.Repeat(Sample.Day[0], 60));

        Assert.Equal(0, await RunAsync(many));
        Assert.Equal(50, Lines.Length);

        Assert.Equal(0, await RunAsync(many, "--since", "1d"));
        Assert.Equal(110, Lines.Length);
    }

    [Fact]
    public async Task Nothing_found_is_said_and_is_no_failure()
    {
        Assert.Equal(0, await RunAsync("--kind", "dependent"));

        Assert.Equal("", _terminal.Out);
        Assert.Equal("ibkr-agent: the journal has no such event\n", _terminal.Error);
    }

    [Theory]
    [InlineData(JournalAccess.Denied, 77, "sudo usermod -aG systemd-journal YOU")]
    [InlineData(JournalAccess.Missing, 69, "there is no system journal")]
    public async Task A_journal_that_cannot_be_read_is_no_empty_one(JournalAccess access, int status, string problem)
    {
        var journal = new FakeHistoryJournal(Sample.Day) { Access = access };

        Assert.Equal(status, await RunAsync(journal));
        Assert.Equal(status, await RunAsync(journal, "--export", ExportPath));

        Assert.Contains(problem, _terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(ExportPath));
    }

    [Fact]
    public async Task An_export_has_each_event_once_however_often_it_is_made()
    {
        var journal = new FakeHistoryJournal(Sample.Day[..3]);
        Assert.Equal(0, await RunAsync(journal, "--export", ExportPath));
        Assert.Equal(0, await RunAsync(journal, "--export", ExportPath));
        journal.Events.AddRange(Sample.Day[3..]);
        Assert.Equal(0, await RunAsync(journal, "--export", ExportPath));

        Assert.Equal(Expected(Sample.Day), await ReadExportAsync());
        Assert.Equal(("", ""), (_terminal.Out, _terminal.Error));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            File.GetUnixFileMode(ExportPath)
        );
    }

    [Fact]
    public async Task What_a_crash_tore_is_repaired_wherever_it_was()
    {
        var whole = Expected(Sample.Day);
        var last = HistoryJson.LineOf(Sample.Day[^1]).Length;
        foreach (var lost in (int[])[1, 2, last - 1, last, last + 7])
        {
            // Another file: a process that another test just begins may hold the lock of the one before for a moment.
            File.Delete(ExportPath);
            await File.WriteAllTextAsync(ExportPath, whole[..^lost], TestContext.Current.CancellationToken);

            Assert.Equal(0, await RunAsync("--export", ExportPath));

            Assert.Equal(whole, await ReadExportAsync());
        }
    }

    [Fact]
    public async Task The_first_instant_counts_for_a_new_file_only_and_other_filters_always()
    {
        string[] filters = ["--since", "09:30", "--kind", "operator", "--kind", "restart", "--export", ExportPath];
        var journal = new FakeHistoryJournal(Sample.Day[..7]);
        Assert.Equal(0, await RunAsync(journal, filters));
        journal.Events.AddRange(Sample.Day[7..]);
        Assert.Equal(0, await RunAsync(journal, ["--since", "17:59", .. filters[2..]]));

        Assert.Equal(Expected([Sample.Day[6], Sample.Day[8], Sample.Day[9]]), await ReadExportAsync());
    }

    [Fact]
    public async Task A_last_event_that_the_journal_has_lost_is_told()
    {
        Assert.Equal(0, await RunAsync(new FakeHistoryJournal(Sample.Day[..1]), "--export", ExportPath));
        Assert.Equal(0, await RunAsync(new FakeHistoryJournal(Sample.Day[2..]), "--export", ExportPath));

        Assert.Contains("the journal has lost the event", _terminal.Error, StringComparison.Ordinal);
        Assert.Equal(Expected([Sample.Day[0], .. Sample.Day[2..]]), await ReadExportAsync());
    }

    [Fact]
    public async Task A_file_that_another_export_has_is_75_and_is_left_as_it_is()
    {
        Assert.Equal(0, await RunAsync(new FakeHistoryJournal(Sample.Day[..1]), "--export", ExportPath));
        using (LockedFile.TryOpen(ExportPath))
            Assert.Equal(75, await RunAsync("--export", ExportPath));

        Assert.Equal($"ibkr-agent: another export to {ExportPath} is under way: try again\n", _terminal.Error);
        Assert.Equal(Expected(Sample.Day[..1]), await ReadExportAsync());
    }

    [Fact]
    public async Task A_link_is_not_followed_and_what_else_is_in_a_file_stays()
    {
        var target = _directory.Write("target", "mine\n");
        File.CreateSymbolicLink(ExportPath, target);
        Assert.Equal(1, await RunAsync("--export", ExportPath));
        Assert.Contains("is a symbolic link, which is not followed", _terminal.Error, StringComparison.Ordinal);

        Assert.Equal(1, await RunAsync("--export", target));
        Assert.Contains("is no export of ibkr-agent history", _terminal.Error, StringComparison.Ordinal);
        Assert.Equal("mine\n", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));

        File.CreateSymbolicLink(Path.Combine(_directory.Path, "dangling"), Path.Combine(_directory.Path, "nowhere"));
        Assert.Equal(1, await RunAsync("--export", Path.Combine(_directory.Path, "dangling")));
        Assert.False(File.Exists(Path.Combine(_directory.Path, "nowhere")));
    }

    private string[] Lines => _terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Expected(HistoryEvent[] events) =>
        string.Concat(events.Select(one => System.Text.Encoding.UTF8.GetString(HistoryJson.LineOf(one))));

    /// <summary>Without asking for the file's lock.</summary>
    private async Task<string> ReadExportAsync()
    {
        await using var stream = new FileStream(ExportPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private Task<int> RunAsync(params string[] arguments) => RunAsync(_journal, arguments);

    private Task<int> RunAsync(FakeHistoryJournal journal, params string[] arguments)
    {
        var command = HistoryCommand.Create(parsed =>
            HistoryCommand.Run(parsed, _terminal.Terminal, journal, Now, TimeZoneInfo.Utc)
        );
        return CommandLine.InvokeAsync(
            CommandLine.Root("test", command),
            ["history", .. arguments],
            _terminal.Terminal
        );
    }
}
