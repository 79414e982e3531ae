using System.Collections.Concurrent;
using System.Text;
using IbkrAgent.Systemd.Journal;
using IbkrAgent.Systemd.Native;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Systemd.Journal;

public sealed class JournalWriterTests : IDisposable
{
    private const int ConnectionRefused = -111;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> _sent = new();
    private readonly StringWriter _standardError = new();

    [Fact]
    public async Task An_entry_carries_the_message_and_all_its_fields()
    {
        await using (var writer = Writer(entry => Keep(entry)))
            Assert.True(
                writer.TryWrite(new(5, "first\nsecond", "0f5c", [new("IBKR_GATEWAY", "main"), new("IBKR_NOTE", "ä=b")]))
            );

        Assert.Equal(
            "MESSAGE=first\nsecond|PRIORITY=5|SYSLOG_IDENTIFIER=test|MESSAGE_ID=0f5c|IBKR_GATEWAY=main|IBKR_NOTE=ä=b",
            Assert.Single(_sent)
        );
    }

    [Theory]
    [InlineData("_PID")]
    [InlineData("lower")]
    [InlineData("WITH SPACE")]
    [InlineData("A=B")]
    [InlineData("")]
    public async Task A_field_that_may_not_be_sent_is_named_instead(string name)
    {
        await using (var writer = Writer(entry => Keep(entry)))
            writer.TryWrite(new(6, "text", null, [new(name, "value")]));

        Assert.EndsWith($"|INVALID_FIELD={name}", Assert.Single(_sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_journal_each_line_goes_to_standard_error_with_its_priority()
    {
        await using (var writer = Writer(_ => ConnectionRefused))
            writer.TryWrite(new(4, "first\nsecond", null, []));

        Assert.Equal("<4>first\n<4>second\n", _standardError.ToString());
    }

    [Fact]
    public async Task A_journal_that_hangs_blocks_nobody_and_what_was_dropped_is_told_when_it_works_again()
    {
        using var hanging = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        await using (var writer = Writer(entry => Wait(entered, hanging, entry), capacity: 2))
        {
            writer.TryWrite(new(6, "stuck", null, []));
            Assert.True(entered.Wait(Patience, TestContext.Current.CancellationToken));

            bool[] accepted = [.. Enumerable.Range(0, 5).Select(i => writer.TryWrite(new(6, $"entry {i}", null, [])))];

            Assert.Equal([true, true, false, false, false], accepted);
            Assert.Equal(3, writer.Dropped);
            hanging.Set();
        }

        var entries = _sent.ToArray();
        Assert.StartsWith("MESSAGE=stuck|", entries[0], StringComparison.Ordinal);
        Assert.StartsWith("MESSAGE=3 log entries were dropped", entries[1], StringComparison.Ordinal);
        Assert.EndsWith("|DROPPED_ENTRIES=3", entries[1], StringComparison.Ordinal);
        Assert.Equal(4, entries.Length);
    }

    [Fact]
    public async Task Disposal_does_not_wait_for_a_journal_that_hangs_for_ever()
    {
        using var hanging = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var writer = Writer(entry => Wait(entered, hanging, entry), flush: TimeSpan.FromMilliseconds(50));
        writer.TryWrite(new(6, "stuck", null, []));
        Assert.True(entered.Wait(Patience, TestContext.Current.CancellationToken));

        await writer.DisposeAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.False(writer.TryWrite(new(6, "late", null, [])));
        hanging.Set();
        await Eventually.HoldsAsync(() => _sent.Count == 2); // the entry that was stuck, and the report of the late one
    }

    public void Dispose() => _standardError.Dispose();

    private JournalWriter Writer(Func<EncodedEntry, int> send, int capacity = 100, TimeSpan? flush = null) =>
        new("test", capacity, flush ?? Patience, send, _standardError);

    private int Wait(ManualResetEventSlim entered, ManualResetEventSlim hanging, EncodedEntry entry)
    {
        entered.Set();
        hanging.Wait(Patience);
        return Keep(entry);
    }

    private int Keep(EncodedEntry entry)
    {
        var fields = entry.Fields.Select(field =>
            Encoding.UTF8.GetString(entry.Bytes.Span.Slice(field.Offset, field.Length))
        );
        _sent.Enqueue(string.Join('|', fields));
        return 0;
    }
}
