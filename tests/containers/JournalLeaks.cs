using System.Collections.Concurrent;

namespace IbkrAgent.Containers;

/// <summary>
/// Secrets of the tests in the journals of containers that are gone, until somebody complains of them.
/// </summary>
/// <remarks>
/// Kept, and not thrown when a container is disposed: that would take the place of the failure for which it is.
/// </remarks>
public static class JournalLeaks
{
    private const int MostShown = 5;

    private static readonly ConcurrentQueue<string> Found = [];

    /// <exception cref="EvidenceException">a container that went since the last call had a secret in its journal.</exception>
    public static void ThrowIfAny()
    {
        var leaks = new List<string>();
        while (Found.TryDequeue(out var leak))
            leaks.Add(leak);
        if (leaks.Count > 0)
            throw new EvidenceException(string.Join('\n', leaks));
    }

    /// <summary>Looks through all fields of all entries, whoever wrote them.</summary>
    /// <param name="journal">as journalctl prints it with <c>--output=export --all</c>.</param>
    internal static void Search(string container, string journal)
    {
        string[] leaks =
        [
            .. journal
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Where(entry => TestSecrets.Marks.Any(mark => entry.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                .Select(Describe),
        ];
        if (leaks.Length > 0)
            Found.Enqueue(
                $"{leaks.Length} entries in the journal of {container} have a secret in them:\n"
                    + string.Join('\n', leaks.Take(MostShown))
            );
    }

    private static string Describe(string entry)
    {
        string[] beginnings = ["__CURSOR=", "_SYSTEMD_UNIT=", "_COMM=", "MESSAGE=", "UNIT="];
        var lines = entry
            .Split('\n')
            .Where(line =>
                beginnings.Any(begin => line.StartsWith(begin, StringComparison.Ordinal))
                || TestSecrets.Marks.Any(mark => line.Contains(mark, StringComparison.OrdinalIgnoreCase))
            );
        return "  " + string.Join("\n    ", lines);
    }
}
