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
    internal static TimerProperties Read(BusMessage message)
    {
        string load = "",
            active = "",
            sub = "",
            result = "";
        DateTimeOffset? next = null,
            last = null;
        PropertyDictionary.Read(message, ReadProperty);
        return new(load, active, sub, result, next, last);

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
                case "LastTriggerUSec":
                    last = value.ReadTimestamp();
                    return true;
                default:
                    return false;
            }
        }
    }
}
