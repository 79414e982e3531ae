namespace IbkrAgent.Systemd.Journal;

/// <summary>Whether this process may read the system journal.</summary>
/// <remarks>
/// libsystemd leaves out the files that it may not open, and then finds an empty journal: systemd-journald.service(8)
/// has who may.
/// </remarks>
public enum JournalAccess
{
    Allowed,

    /// <summary>There are journal files, and this process may not read them.</summary>
    Denied,

    /// <summary>There is no system journal on this host.</summary>
    Missing,
}

/// <summary>Finds out what access there is.</summary>
public static class JournalAccessCheck
{
    /// <summary>One that is written to disk, and one in memory until there is a disk.</summary>
    private static readonly string[] Places = ["var/log/journal", "run/log/journal"];

    /// <param name="root">of the file system; another one for tests.</param>
    public static JournalAccess Of(string root = "/")
    {
        var files = 0;
        foreach (var directory in Places.SelectMany(place => MachinesOf(Path.Combine(root, place))))
            try
            {
                foreach (var file in Directory.EnumerateFiles(directory, "system*.journal"))
                {
                    files++;
                    using var handle = File.OpenHandle(file, share: FileShare.ReadWrite);
                    return JournalAccess.Allowed;
                }
            }
            catch (UnauthorizedAccessException)
            {
                files++;
            }

        return files > 0 ? JournalAccess.Denied : JournalAccess.Missing;
    }

    /// <summary>One directory for each machine, the name of which libsystemd looks at by itself.</summary>
    private static IEnumerable<string> MachinesOf(string place) =>
        Directory.Exists(place) ? Directory.EnumerateDirectories(place) : [];
}
