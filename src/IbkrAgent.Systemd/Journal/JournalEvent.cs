namespace IbkrAgent.Systemd.Journal;

/// <summary>What following the journal brings.</summary>
public abstract record JournalEvent
{
    private JournalEvent() { }

    public sealed record Written(JournalEntry Entry) : JournalEvent;

    /// <summary>
    /// The entry to continue from is gone (vacuumed, or the journal was lost): some may not have been seen.
    /// </summary>
    public sealed record Gap : JournalEvent;

    /// <summary>All that was in the journal has been read; what comes now is new. Said once.</summary>
    public sealed record CaughtUp : JournalEvent;
}
