namespace IbkrAgent.Systemd.Bus;

/// <summary>What systemd says of a timer (org.freedesktop.systemd1(5), interface Timer).</summary>
/// <param name="NextElapse">By the wall clock; null when none is due, as while the triggered service runs.</param>
/// <param name="LastTrigger">null when it never triggered.</param>
public sealed record TimerProperties(
    string LoadState,
    string ActiveState,
    string SubState,
    string Result,
    DateTimeOffset? NextElapse,
    DateTimeOffset? LastTrigger
)
{
    /// <summary>
    /// For when that was due, by the calendar, which it triggered and which still runs; null when nothing of it runs.
    /// </summary>
    public DateTimeOffset? Due { get; private init; }

    internal static TimerProperties Read(BusMessage message)
    {
        string load = "",
            active = "",
            sub = "",
            result = "";
        DateTimeOffset? next = null,
            last = null;
        IReadOnlyList<DateTimeOffset?> calendar = [];
        PropertyDictionary.Read(message, ReadProperty);
        return new(load, active, sub, result, next, last)
        {
            Due = sub == "running" ? calendar.Where(due => due <= last).Max() : null,
        };

        bool ReadProperty(string name, PropertyValue value)
        {
            switch (name)
            {
                case "LoadState":
                    load = value.ReadString();
                    return true;
                case "ActiveState":
                    active = value.ReadString();
                    return true;
                case "SubState":
                    sub = value.ReadString();
                    return true;
                case "Result":
                    result = value.ReadString();
                    return true;
                case "NextElapseUSecRealtime":
                    next = value.ReadTimestamp();
                    return true;
                case "TimersCalendar":
                    calendar = value.ReadCalendar();
                    return true;
                case "LastTriggerUSec":
                    last = value.ReadTimestamp();
                    return true;
                default:
                    return false;
            }
        }
    }
}
