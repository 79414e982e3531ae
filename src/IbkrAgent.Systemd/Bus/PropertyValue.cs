namespace IbkrAgent.Systemd.Bus;

/// <summary>A variant that is read as the type which the property is known to have.</summary>
internal readonly struct PropertyValue(BusMessage message)
{
    public string ReadString() => Read("s", static message => message.ReadString());

    public bool ReadBoolean() => Read("b", static message => message.ReadBoolean());

    public int ReadInt32() => Read("i", static message => message.ReadInt32());

    public uint ReadUInt32() => Read("u", static message => message.ReadUInt32());

    public string ReadHexadecimal() => Read("ay", static message => message.ReadHexadecimal());

    /// <summary>A number that systemd sets to its maximum when it does not know it.</summary>
    public ulong? ReadCount() =>
        Read("t", static message => message.ReadUInt64()) is var count and not ulong.MaxValue ? count : null;

    /// <summary>A user or group; the maximum stands for none.</summary>
    public uint? ReadAccount() => ReadUInt32() is var account and not uint.MaxValue ? account : null;

    /// <summary>Microseconds since 1970; 0 and the maximum stand for "never".</summary>
    public DateTimeOffset? ReadTimestamp() => TimeOf(ReadCount());

    /// <summary>Of each calendar expression of a timer, the time that it elapses next, or has just elapsed.</summary>
    public IReadOnlyList<DateTimeOffset?> ReadCalendar() => Read("a(sst)", ReadCalendar);

    private static List<DateTimeOffset?> ReadCalendar(BusMessage message)
    {
        var times = new List<DateTimeOffset?>();
        message.Enter('a', "(sst)");
        while (message.Enter('r', "sst"))
        {
            message.Skip("ss");
            times.Add(TimeOf(message.ReadUInt64()));
            message.Exit();
        }

        message.Exit();
        return times;
    }

    private static DateTimeOffset? TimeOf(ulong? microseconds) =>
        microseconds is { } known and not 0 and not ulong.MaxValue ? Timestamp.FromMicroseconds(known) : null;

    private T Read<T>(string type, Func<BusMessage, T> read)
    {
        message.Enter('v', type);
        var value = read(message);
        message.Exit();
        return value;
    }
}
