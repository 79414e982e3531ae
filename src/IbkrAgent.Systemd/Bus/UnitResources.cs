namespace IbkrAgent.Systemd.Bus;

/// <summary>What a service uses and may use (org.freedesktop.systemd1(5), interface Service).</summary>
/// <param name="ControlGroup">Path below the root of the hierarchy; empty while the unit has none.</param>
/// <param name="MemoryCurrent">Bytes, with what the kernel keeps of files; null without memory accounting.</param>
/// <param name="MemoryMax">Bytes; null when there is no limit.</param>
/// <param name="UserId">Of <c>User=</c>, as its processes run; null without <c>User=</c>, and while nothing
/// ran.</param>
/// <remarks>None of it is signalled. It costs systemd milliseconds: not for every second.</remarks>
public sealed record UnitResources(string ControlGroup, ulong? MemoryCurrent, ulong? MemoryMax, uint? UserId)
{
    internal static UnitResources Read(BusMessage message)
    {
        var controlGroup = "";
        ulong? current = null,
            limit = null;
        uint? user = null;
        PropertyDictionary.Read(message, ReadProperty);
        return new(controlGroup, current, limit, user);

        bool ReadProperty(string name, PropertyValue value)
        {
            switch (name)
            {
                case "ControlGroup":
                    controlGroup = value.ReadString();
                    return true;
                case "MemoryCurrent":
                    current = value.ReadCount();
                    return true;
                case "MemoryMax":
                    limit = value.ReadCount();
                    return true;
                case "UID":
                    user = value.ReadAccount();
                    return true;
                default:
                    return false;
            }
        }
    }
}
