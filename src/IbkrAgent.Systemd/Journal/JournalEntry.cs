using System.Globalization;

namespace IbkrAgent.Systemd.Journal;

/// <summary>An entry of the journal (systemd.journal-fields(7)).</summary>
/// <param name="cursor">The place of the entry, to be saved and used with <see cref="JournalStart.After"/>.</param>
/// <param name="time">When journald received it.</param>
/// <remarks>
/// Fields whose names begin with an underscore come from journald; all others are whatever the sender wrote. Of a field
/// that occurs more than once the first value counts; a value ends after 64 KiB.
/// </remarks>
public sealed class JournalEntry(string cursor, DateTimeOffset time, IReadOnlyDictionary<string, string> fields)
{
    public string Cursor { get; } = cursor;

    public DateTimeOffset Time { get; } = time;

    /// <summary>All of them, by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; } = fields;

    public string? Message => this["MESSAGE"];

    public string? BootId => this["_BOOT_ID"];

    /// <summary>The process that wrote it, which journald vouches for.</summary>
    public int? Pid => Number("_PID");

    /// <summary>The user that wrote it, which journald vouches for.</summary>
    public int? Uid => Number("_UID");

    /// <summary>The unit of the process that wrote it, which journald vouches for.</summary>
    public string? SystemdUnit => this["_SYSTEMD_UNIT"];

    /// <summary>Written by systemd itself, so that UNIT=, JOB_ID= and the like can be believed.</summary>
    public bool IsFromSystemd => Pid == 1;

    /// <summary>The value of a field; null when the entry does not have it.</summary>
    public string? this[string name] => Fields.GetValueOrDefault(name);

    private int? Number(string name) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
