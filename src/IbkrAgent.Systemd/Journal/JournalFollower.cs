using System.Threading.Channels;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Journal;

/// <summary>Follows the system journal, as journalctl --follow does, on a thread of its own.</summary>
/// <remarks>
/// Outlives rotation, vacuum and restarts of journald: when reading fails, the journal is opened again after the last
/// entry that was read. A reader that is slow slows the reading; nothing is left out. journald announces entries with
/// a delay, measured as 0.25 to 0.5 s: what has to be seen sooner comes over the bus.
/// </remarks>
public sealed class JournalFollower : IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly JournalFilter _filter;
    private readonly EventDescriptor _wake = new();
    private readonly Channel<JournalEvent> _events = Channel.CreateBounded<JournalEvent>(
        new BoundedChannelOptions(256) { SingleReader = true, SingleWriter = true }
    );
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalStart _start;
    private bool _caughtUp;

    public JournalFollower(JournalFilter filter, JournalStart start)
    {
        (_filter, _start) = (filter, start);
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "journal-follower" }.Start();
    }

    /// <summary>The events, in order, for one reader.</summary>
    public IAsyncEnumerable<JournalEvent> ReadAllAsync(CancellationToken cancellationToken) =>
        _events.Reader.ReadAllAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_ended.Task.IsCompleted)
            return;

        await _stopping.CancelAsync();
        _wake.Signal();
        await _ended.Task;
        _wake.Dispose();
        _stopping.Dispose();
    }

    private void Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                using var reader = JournalReader.Open(_filter);
                Follow(reader);
            }
            catch (SystemdException)
            {
                _wake.Wait(RetryPause);
            }
            catch (OperationCanceledException)
            {
                // Disposed while the reader of the events was slow.
            }
        }

        _events.Writer.Complete();
        _ended.SetResult();
    }

    private void Follow(JournalReader reader)
    {
        if (!reader.Seek(_start))
            Publish(new JournalEvent.Gap());

        while (!_stopping.IsCancellationRequested)
        {
            while (!_stopping.IsCancellationRequested && reader.ReadNext() is { } entry)
            {
                Publish(new JournalEvent.Written(entry));
                _start = new JournalStart.After(entry.Cursor);
            }

            if (!_caughtUp)
                Publish(new JournalEvent.CaughtUp());

            _caughtUp = true;
            reader.Wait(_wake);
        }
    }

    private void Publish(JournalEvent @event)
    {
        if (!_events.Writer.TryWrite(@event))
            _events.Writer.WriteAsync(@event, _stopping.Token).AsTask().GetAwaiter().GetResult();
    }
}
