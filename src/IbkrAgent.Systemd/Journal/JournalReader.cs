using System.Runtime.InteropServices;
using System.Text;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Journal;

/// <summary>Reads entries of the system journal in order.</summary>
/// <remarks>An sd_journal is bound to one thread: open, use and dispose a reader on the same one.</remarks>
public sealed unsafe class JournalReader : IDisposable
{
    private const int LocalOnly = 1;
    private const int System = 4;
    private const int LargestField = 64 * 1024;

    private readonly SdJournalHandle _journal;
    private bool _atUnread;

    private JournalReader(SdJournalHandle journal) => _journal = journal;

    /// <summary>Opens the journal of this machine, or the journal files of a directory.</summary>
    public static JournalReader Open(JournalFilter filter, string? directory = null)
    {
        SdJournalHandle journal;
        if (directory is null)
            LibSystemd.sd_journal_open(out journal, LocalOnly | System).OrThrow();
        else
            LibSystemd.sd_journal_open_directory(out journal, directory, 0).OrThrow();

        var reader = new JournalReader(journal);
        try
        {
            reader.Prepare(filter);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Goes to a place; false when it is the place after a cursor, and the entry of the cursor is not there.
    /// </summary>
    public bool Seek(JournalStart start)
    {
        _atUnread = false;
        switch (start)
        {
            case JournalStart.Head:
                LibSystemd.sd_journal_seek_head(_journal).OrThrow();
                return true;
            case JournalStart.Since since:
                LibSystemd.sd_journal_seek_realtime_usec(_journal, Timestamp.ToMicroseconds(since.Time)).OrThrow();
                return true;
            case JournalStart.After after:
                LibSystemd.sd_journal_seek_cursor(_journal, after.Cursor).OrThrow();
                var isThere = Next();
                var isFound = isThere && LibSystemd.sd_journal_test_cursor(_journal, after.Cursor).OrThrow() > 0;
                _atUnread = isThere && !isFound;
                return isFound;
            default:
                // Only after a step back is there an entry for the next one to follow.
                LibSystemd.sd_journal_seek_tail(_journal).OrThrow();
                if (LibSystemd.sd_journal_previous(_journal).OrThrow() == 0)
                    LibSystemd.sd_journal_seek_head(_journal).OrThrow();
                return true;
        }
    }

    /// <summary>The next entry; null when there is none yet.</summary>
    public JournalEntry? ReadNext()
    {
        if (!_atUnread && !Next())
            return null;

        _atUnread = false;
        return Entry();
    }

    /// <summary>Goes to the end, or to an instant, for <see cref="ReadPrevious"/>.</summary>
    /// <param name="until">entries received later are not read; null: all are.</param>
    public void SeekBack(DateTimeOffset? until)
    {
        _atUnread = false;
        if (until is { } time)
            LibSystemd.sd_journal_seek_realtime_usec(_journal, Timestamp.ToMicroseconds(time)).OrThrow();
        else
            LibSystemd.sd_journal_seek_tail(_journal).OrThrow();
    }

    /// <summary>The entry before this place; null when there is none.</summary>
    public JournalEntry? ReadPrevious() => LibSystemd.sd_journal_previous(_journal).OrThrow() > 0 ? Entry() : null;

    public void Dispose() => _journal.Dispose();

    /// <summary>Waits until something is written, files come or go (rotation, vacuum), or somebody signals.</summary>
    internal void Wait(EventDescriptor wake)
    {
        LibSystemd.sd_journal_get_timeout(_journal, out var deadline).OrThrow();
        var events = (short)LibSystemd.sd_journal_get_events(_journal).OrThrow();
        wake.Wait(LibSystemd.sd_journal_get_fd(_journal).OrThrow(), events, MonotonicClock.Until(deadline));
        LibSystemd.sd_journal_process(_journal).OrThrow();
    }

    private void Prepare(JournalFilter filter)
    {
        LibSystemd.sd_journal_set_data_threshold(_journal, LargestField).OrThrow();
        foreach (var alternative in filter.Alternatives)
        {
            foreach (var condition in alternative)
                AddMatch(condition);

            LibSystemd.sd_journal_add_disjunction(_journal).OrThrow();
        }

        // Changes are seen from the first call on; files that came or went since the opening are taken in here.
        LibSystemd.sd_journal_get_fd(_journal).OrThrow();
        LibSystemd.sd_journal_process(_journal).OrThrow();
    }

    private void AddMatch(string condition)
    {
        var bytes = Encoding.UTF8.GetBytes(condition);
        fixed (byte* data = bytes)
            LibSystemd.sd_journal_add_match(_journal, data, (nuint)bytes.Length).OrThrow();
    }

    private bool Next() => LibSystemd.sd_journal_next(_journal).OrThrow() > 0;

    private JournalEntry Entry()
    {
        LibSystemd.sd_journal_get_realtime_usec(_journal, out var microseconds).OrThrow();
        return new(Cursor(), Timestamp.FromMicroseconds(microseconds), Fields());
    }

    private string Cursor()
    {
        LibSystemd.sd_journal_get_cursor(_journal, out var cursor).OrThrow();
        try
        {
            return Marshal.PtrToStringUTF8(cursor)!;
        }
        finally
        {
            LibC.free(cursor);
        }
    }

    private Dictionary<string, string> Fields()
    {
        var fields = new Dictionary<string, string>(32);
        byte* data;
        nuint length;
        LibSystemd.sd_journal_restart_data(_journal);
        while (LibSystemd.sd_journal_enumerate_available_data(_journal, &data, &length).OrThrow() > 0)
        {
            var field = new ReadOnlySpan<byte>(data, (int)Math.Min(length, LargestField));
            var equals = field.IndexOf((byte)'=');
            fields.TryAdd(Encoding.ASCII.GetString(field[..equals]), Encoding.UTF8.GetString(field[(equals + 1)..]));
        }

        return fields;
    }
}
