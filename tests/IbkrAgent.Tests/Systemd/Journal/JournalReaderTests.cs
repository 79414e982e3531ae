using IbkrAgent.Systemd.Journal;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Systemd.Journal;

/// <summary>Without journald there are no journal files; reading entries is tested in tests/system.</summary>
public sealed class JournalReaderTests : IDisposable
{
    private const string Cursor =
        "s=00000000000000000000000000000001;i=1;b=00000000000000000000000000000002;m=1;t=1;x=1";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_filter_rests_on_fields_that_journald_vouches_for()
    {
        var filter = JournalFilter.ForUnits("a.service", "b.service");

        Assert.Equal(
            ["_SYSTEMD_UNIT=a.service", "_PID=1 UNIT=a.service", "_SYSTEMD_UNIT=b.service", "_PID=1 UNIT=b.service"],
            filter.Alternatives.Select(conditions => string.Join(' ', conditions))
        );
        Assert.All(filter.Alternatives, conditions => Assert.StartsWith("_", conditions[0], StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_journal_has_no_entry_to_continue_from()
    {
        using var reader = JournalReader.Open(JournalFilter.ForUnits("a.service"), _directory.Path);

        Assert.False(reader.Seek(new JournalStart.After(Cursor)));
        Assert.Null(reader.ReadNext());
    }

    [Fact]
    public void An_empty_journal_can_be_read_from_both_ends()
    {
        using var reader = JournalReader.Open(JournalFilter.ForUnits("a.service"), _directory.Path);

        Assert.True(reader.Seek(new JournalStart.Head()));
        Assert.Null(reader.ReadNext());
        Assert.True(reader.Seek(new JournalStart.Tail()));
        Assert.Null(reader.ReadNext());
    }

    [Fact]
    public async Task A_lost_cursor_is_a_gap_and_is_told_before_the_reader_has_caught_up()
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new JournalStart.After(Cursor);
        await using var follower = new JournalFollower(JournalFilter.ForUnits("nobody.service"), start);

        await using var events = follower.ReadAllAsync(cancel).GetAsyncEnumerator(cancel);

        Assert.True(await events.MoveNextAsync());
        Assert.IsType<JournalEvent.Gap>(events.Current);
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<JournalEvent.CaughtUp>(events.Current);
    }

    [Fact]
    public void What_the_sender_wrote_is_told_from_what_journald_vouches_for()
    {
        var forged = new JournalEntry(
            "c",
            DateTimeOffset.UnixEpoch,
            Fields(("PID", "1"), ("_PID", "57"), ("UNIT", "a"))
        );
        var genuine = new JournalEntry(
            "c",
            DateTimeOffset.UnixEpoch,
            Fields(("_PID", "1"), ("_UID", "0"), ("UNIT", "a"))
        );

        Assert.False(forged.IsFromSystemd);
        Assert.True(genuine.IsFromSystemd);
        Assert.Equal((0, "a", null), (genuine.Uid, genuine["UNIT"], genuine.Message));
    }

    public void Dispose() => _directory.Dispose();

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
