using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>The processes of the host that this user can see.</summary>
internal static class ProcessTree
{
    private const string Root = "/proc";

    /// <summary>Null when there is no such process, or only its exit status is left of it.</summary>
    public static RunningProcess? Find(int id)
    {
        try
        {
            return RunningProcess.Parse(
                File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"{Root}/{id}/stat"))
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it ended, at the latest while it was read (ESRCH)
        }
    }

    /// <summary>Children, and theirs, of a process.</summary>
    public static IReadOnlyList<RunningProcess> DescendantsOf(RunningProcess ancestor)
    {
        var children = All().ToLookup(process => process.Parent);
        var descendants = new List<RunningProcess>(children[ancestor.Id]);
        for (var i = 0; i < descendants.Count; i++)
            descendants.AddRange(children[descendants[i].Id]);
        return descendants;
    }

    public static IEnumerable<int> Ids() =>
        Directory
            .EnumerateDirectories(Root)
            .Select(directory =>
                int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) ? id : 0
            )
            .Where(id => id > 0);

    private static IEnumerable<RunningProcess> All() => Ids().Select(Find).OfType<RunningProcess>();
}
