namespace IbkrAgent.Systemd.Journal;

/// <summary>An entry to be written to the journal.</summary>
/// <param name="Priority">0 (emergency) to 7 (debug), as in syslog(3).</param>
/// <param name="MessageId">The id of this kind of message, 32 hexadecimal digits (catalog), if it has one.</param>
/// <param name="Fields">Further fields; a name that <see cref="JournalFieldName"/> refuses is not sent.</param>
public sealed record JournalRecord(
    int Priority,
    string Message,
    string? MessageId,
    IReadOnlyList<KeyValuePair<string, string>> Fields
);
