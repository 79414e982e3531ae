using IbkrAgent.Systemd.Bus;

namespace IbkrAgent.Gateway;

/// <summary>The memory of a unit's control group.</summary>
/// <param name="root">where the hierarchies are; another one only in tests.</param>
/// <remarks>The kernel's own account is open to everybody; systemd only tells the sum, with the file cache in
/// it.</remarks>
internal sealed class ControlGroupMemory(string root = "/sys/fs/cgroup")
{
    // cgroup v2, and the memory controller of v1.
    private static readonly string[] Hierarchies = ["", "memory"];

    /// <summary>Null when neither the kernel nor systemd says how much it is.</summary>
    public MemoryReading? Read(UnitResources unit)
    {
        var limit = (long?)unit.MemoryMax;
        if (BytesKept(unit.ControlGroup.TrimStart('/')) is { } kept)
            return new(kept, limit, WithFileCache: false);

        return unit.MemoryCurrent is { } current and > 0 ? new((long)current, limit, WithFileCache: true) : null;
    }

    private long? BytesKept(string group)
    {
        if (group.Length == 0)
            return null;

        var path = Hierarchies
            .Select(hierarchy => Path.Combine(root, hierarchy, group, "memory.stat"))
            .FirstOrDefault(File.Exists);
        try
        {
            return path is null ? null : MemoryStatText.BytesKept(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // the unit ended, or its memory is not accounted for
        }
    }
}
