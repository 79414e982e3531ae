using System.Globalization;
using System.Threading.Channels;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Journal;

/// <summary>Writes structured entries to the journal without ever blocking or failing its caller.</summary>
/// <remarks>
/// One thread does the writing, because sd_journal_sendv(3) blocks while journald is stuck. What does not fit the queue
/// is dropped and counted, and the count is an entry of its own as soon as an entry gets through. Without journald the
/// entries go to standard error, with the priority prefix of sd-daemon(3). Callable from any thread.
/// </remarks>
public sealed class JournalWriter : IAsyncDisposable
{
    private const int Warning = 4;

    private readonly string _identifier;
    private readonly Func<EncodedEntry, int> _send;
    private readonly TextWriter _fallback;
    private readonly TimeSpan _flushTimeout;
    private readonly Channel<JournalRecord> _queue;
    private readonly EncodedEntry _entry = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _dropped;

    /// <param name="identifier">SYSLOG_IDENTIFIER= of every entry.</param>
    /// <param name="capacity">How many entries may wait while journald is slow.</param>
    /// <param name="flushTimeout">How long disposal waits for the queue to empty; two seconds when left out.</param>
    public JournalWriter(string identifier, int capacity = 4096, TimeSpan? flushTimeout = null)
        : this(identifier, capacity, flushTimeout ?? TimeSpan.FromSeconds(2), JournalSocket.Send, Console.Error) { }

    internal JournalWriter(
        string identifier,
        int capacity,
        TimeSpan flushTimeout,
        Func<EncodedEntry, int> send,
        TextWriter fallback
    )
    {
        (_identifier, _send, _fallback, _flushTimeout) = (identifier, send, fallback, flushTimeout);
        _queue = Channel.CreateBounded<JournalRecord>(new BoundedChannelOptions(capacity) { SingleReader = true });
        new Thread(WriteAll, maxStackSize: 256 * 1024) { IsBackground = true, Name = "journal-writer" }.Start();
    }

    /// <summary>How many entries were dropped and not reported yet.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Queues an entry; false when the queue is full or closed, and the entry is counted as dropped.</summary>
    public bool TryWrite(JournalRecord record)
    {
        if (_queue.Writer.TryWrite(record))
            return true;

        Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>
    /// Writes what is queued, but waits no longer than the flush timeout for a journald that is stuck.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            await _finished.Task.WaitAsync(_flushTimeout);
        }
        catch (TimeoutException)
        {
            // The thread stays behind in the blocked call; it is a background thread and does not keep the process.
        }
    }

    private void WriteAll()
    {
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_queue.Reader.TryRead(out var record))
                    if (Write(record))
                        ReportDropped();
            }
        }
        finally
        {
            _finished.SetResult();
        }
    }

    private bool Write(JournalRecord record)
    {
        Encode(record);
        if (_send(_entry) >= 0)
            return true;

        try
        {
            // One write per entry; a line without the prefix would be taken as priority 6.
            var prefix = string.Create(CultureInfo.InvariantCulture, $"<{record.Priority}>");
            _fallback.WriteLine(prefix + record.Message.ReplaceLineEndings("\n" + prefix));
            _fallback.Flush();
        }
        catch (IOException)
        {
            Interlocked.Increment(ref _dropped);
        }

        return false;
    }

    private void ReportDropped()
    {
        var dropped = Interlocked.Exchange(ref _dropped, 0);
        if (dropped == 0)
            return;

        var count = dropped.ToString(CultureInfo.InvariantCulture);
        var text = $"{count} log entries were dropped while the journal did not accept them";
        if (!Write(new(Warning, text, null, [new("DROPPED_ENTRIES", count)])))
            Interlocked.Add(ref _dropped, dropped);
    }

    private void Encode(JournalRecord record)
    {
        _entry.Clear();
        _entry.Add("MESSAGE", record.Message);
        _entry.Add("PRIORITY", record.Priority.ToString(CultureInfo.InvariantCulture));
        _entry.Add("SYSLOG_IDENTIFIER", _identifier);
        if (record.MessageId is { } messageId)
            _entry.Add("MESSAGE_ID", messageId);

        foreach (var (name, value) in record.Fields)
            if (JournalFieldName.IsValid(name))
                _entry.Add(name, value);
            else
                _entry.Add("INVALID_FIELD", name);
    }
}
