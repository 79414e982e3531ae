using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>The kernel's account of a control group's memory, memory.stat.</summary>
/// <remarks>
/// What is wanted is the part that counts towards MemoryMax= and that the kernel cannot free: what programs wrote to
/// memory, memory they share, and what the kernel holds for them. The rest is copies of files. They pile up under any
/// limit, because a Gateway writes logs, and are dropped before a process is killed: with them every Gateway would
/// look full after some days.
/// </remarks>
public static class MemoryStatText
{
    // cgroup v2, Documentation/admin-guide/cgroup-v2.rst of the kernel.
    private static readonly string[] Keys =
    [
        "anon",
        "shmem",
        "kernel_stack",
        "pagetables",
        "percpu",
        "sock",
        "slab_unreclaimable",
    ];

    // cgroup v1, which keeps the kernel's part elsewhere; "total" is with the groups below.
    private static readonly string[] OldKeys = ["total_rss", "total_shmem"];

    /// <summary>Bytes that the kernel cannot free; null when the text is no such account.</summary>
    public static long? BytesKept(string text)
    {
        var (sum, oldSum) = (0L, 0L);
        var (isAccount, isOld) = (false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var blank = line.IndexOf(' ');
            if (blank < 0 || !TryNumber(line[(blank + 1)..], out var bytes))
                continue;

            var key = line[..blank];
            isAccount |= key is "anon";
            isOld |= key is "total_rss";
            sum += Contains(Keys, key) ? bytes : 0;
            oldSum += Contains(OldKeys, key) ? bytes : 0;
        }

        return isAccount ? sum
            : isOld ? oldSum
            : null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Contains(string[] keys, ReadOnlySpan<char> key)
    {
        foreach (var known in keys)
            if (key.SequenceEqual(known))
                return true;

        return false;
    }
}
