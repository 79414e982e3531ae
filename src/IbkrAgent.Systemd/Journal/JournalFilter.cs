namespace IbkrAgent.Systemd.Journal;

/// <summary>Which entries are wanted: those for which all conditions of at least one alternative hold.</summary>
/// <remarks>
/// Every alternative rests on a field that journald vouches for, so that nobody can write himself into it.
/// </remarks>
public sealed class JournalFilter
{
    private JournalFilter(IReadOnlyList<IReadOnlyList<string>> alternatives) => Alternatives = alternatives;

    /// <summary>Conditions as <c>FIELD=value</c>.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Alternatives { get; }

    /// <summary>
    /// What the processes of the units wrote, and what systemd wrote about the units (jobs, states, exits).
    /// </summary>
    public static JournalFilter ForUnits(params IEnumerable<string> units) =>
        new([.. units.SelectMany(unit => new string[][] { [$"_SYSTEMD_UNIT={unit}"], ["_PID=1", $"UNIT={unit}"] })]);

    /// <summary>Messages of some kinds that the processes of any of the units wrote.</summary>
    /// <param name="messageIds">any of these MESSAGE_ID=; at least one.</param>
    /// <param name="fields">and all of these, as <c>FIELD=value</c>.</param>
    public static JournalFilter ForMessages(
        IEnumerable<string> units,
        IEnumerable<string> messageIds,
        params IEnumerable<string> fields
    ) =>
        new([
            [
                .. units.Select(unit => $"_SYSTEMD_UNIT={unit}"),
                .. messageIds.Select(id => $"MESSAGE_ID={id}"),
                .. fields,
            ],
        ]);
}
