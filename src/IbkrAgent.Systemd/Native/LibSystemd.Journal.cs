using System.Runtime.InteropServices;

namespace IbkrAgent.Systemd.Native;

// sd-journal(3)
internal static unsafe partial class LibSystemd
{
    [LibraryImport(Library)]
    internal static partial int sd_journal_sendv(IoVector* fields, int count);

    [LibraryImport(Library)]
    internal static partial int sd_journal_open(out SdJournalHandle journal, int flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_journal_open_directory(out SdJournalHandle journal, string path, int flags);

    [LibraryImport(Library)]
    internal static partial void sd_journal_close(nint journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_set_data_threshold(SdJournalHandle journal, nuint size);

    /// <remarks>Matches of one field are alternatives, matches of different fields must all hold.</remarks>
    [LibraryImport(Library)]
    internal static partial int sd_journal_add_match(SdJournalHandle journal, byte* data, nuint size);

    [LibraryImport(Library)]
    internal static partial int sd_journal_add_disjunction(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_seek_head(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_seek_tail(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_seek_realtime_usec(SdJournalHandle journal, ulong microseconds);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_journal_seek_cursor(SdJournalHandle journal, string cursor);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int sd_journal_test_cursor(SdJournalHandle journal, string cursor);

    [LibraryImport(Library)]
    internal static partial int sd_journal_get_cursor(SdJournalHandle journal, out nint cursor);

    [LibraryImport(Library)]
    internal static partial int sd_journal_next(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_previous(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_get_realtime_usec(SdJournalHandle journal, out ulong microseconds);

    [LibraryImport(Library)]
    internal static partial void sd_journal_restart_data(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_enumerate_available_data(
        SdJournalHandle journal,
        byte** data,
        nuint* length
    );

    [LibraryImport(Library)]
    internal static partial int sd_journal_get_fd(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_get_events(SdJournalHandle journal);

    [LibraryImport(Library)]
    internal static partial int sd_journal_get_timeout(SdJournalHandle journal, out ulong microseconds);

    [LibraryImport(Library)]
    internal static partial int sd_journal_process(SdJournalHandle journal);
}
