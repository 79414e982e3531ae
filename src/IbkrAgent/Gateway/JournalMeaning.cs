using System.Globalization;
using IbkrAgent.Controllers;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.Gateway;

/// <summary>What an entry of the journal means for the supervisor. Believes only what journald vouches for.</summary>
internal static class JournalMeaning
{
    private const int Root = 0;

    /// <param name="bootedAt">jobs from before it are the shutdown's, and say nothing about the operator.</param>
    public static SupervisorEvent? Of(
        JournalEntry entry,
        IController controller,
        string unit,
        DateTimeOffset bootedAt
    ) =>
        entry switch
        {
            { IsFromSystemd: true } => entry["UNIT"] == unit && entry.Time >= bootedAt ? Job(entry) : null,
            { Message: not { Length: > 0 } } => null,
            _ when entry.SystemdUnit != unit => null,
            { Uid: Root } => Refusal(entry),
            _ => controller.ReadLog(entry.Message) is { } line
                ? new SupervisorEvent.ControllerSaid(
                    entry.Time,
                    line.Signal,
                    line.Detail,
                    entry["_SYSTEMD_INVOCATION_ID"] ?? ""
                )
                : null,
        };

    /// <summary>
    /// The begin of a job; its end carries a JOB_RESULT and says nothing new. But a stop that takes the place of a
    /// restart that is stopping the unit already is told at its end alone.
    /// </summary>
    private static SupervisorEvent.UnitJobSeen? Job(JournalEntry entry) =>
        entry["JOB_TYPE"] is { } type
        && (entry["JOB_RESULT"] is null || type == "stop")
        && uint.TryParse(entry["JOB_ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(entry.Time, type, id)
            : null;

    /// <summary>The start gate runs as root inside the unit.</summary>
    private static SupervisorEvent.StartRefused? Refusal(JournalEntry entry)
    {
        var message = entry.Message ?? "";
        var at = message.IndexOf(StartGateText.NotConfigured, StringComparison.Ordinal);
        return at < 0 ? null : new(entry.Time, message[(at + StartGateText.NotConfigured.Length)..]);
    }
}
