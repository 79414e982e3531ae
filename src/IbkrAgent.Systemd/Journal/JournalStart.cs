namespace IbkrAgent.Systemd.Journal;

/// <summary>Where reading begins.</summary>
public abstract record JournalStart
{
    private JournalStart() { }

    /// <summary>With the oldest entry there is.</summary>
    public sealed record Head : JournalStart;

    /// <summary>With the next entry that is written.</summary>
    public sealed record Tail : JournalStart;

    /// <summary>With the first entry received at or after an instant.</summary>
    public sealed record Since(DateTimeOffset Time) : JournalStart;

    /// <summary>With the entry that follows the one with this cursor, which was read through the same filter.</summary>
    public sealed record After(string Cursor) : JournalStart;
}
