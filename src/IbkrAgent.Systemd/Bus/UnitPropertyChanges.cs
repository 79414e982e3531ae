namespace IbkrAgent.Systemd.Bus;

/// <summary>The properties that a signal carried; null for those that it did not.</summary>
public sealed record UnitPropertyChanges
{
    public string? LoadState { get; private set; }

    public string? ActiveState { get; private set; }

    public string? SubState { get; private set; }

    public string? Result { get; private set; }

    public int? ExecMainStatus { get; private set; }

    public int? MainPid { get; private set; }

    public string? InvocationId { get; private set; }

    public DateTimeOffset? ActiveEnterTimestamp { get; private set; }

    public int? RestartCount { get; private set; }

    public bool? NeedDaemonReload { get; private set; }

    /// <summary>Reads a dictionary of properties, and passes over the hundreds that nobody asks for.</summary>
    internal static UnitPropertyChanges Read(BusMessage message)
    {
        var changes = new UnitPropertyChanges();
        PropertyDictionary.Read(message, changes.ReadProperty);
        return changes;
    }

    private bool ReadProperty(string name, PropertyValue value)
    {
        switch (name)
        {
            case "LoadState":
                LoadState = value.ReadString();
                return true;
            case "ActiveState":
                ActiveState = value.ReadString();
                return true;
            case "SubState":
                SubState = value.ReadString();
                return true;
            case "Result":
                Result = value.ReadString();
                return true;
            case "ExecMainStatus":
                ExecMainStatus = value.ReadInt32();
                return true;
            case "MainPID":
                MainPid = (int)value.ReadUInt32();
                return true;
            case "InvocationID":
                InvocationId = value.ReadHexadecimal();
                return true;
            case "ActiveEnterTimestamp":
                ActiveEnterTimestamp = value.ReadTimestamp();
                return true;
            case "NRestarts":
                RestartCount = (int)value.ReadUInt32();
                return true;
            case "NeedDaemonReload":
                NeedDaemonReload = value.ReadBoolean();
                return true;
            default:
                return false;
        }
    }
}
