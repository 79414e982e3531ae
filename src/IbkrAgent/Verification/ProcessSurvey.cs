using System.Globalization;

namespace IbkrAgent.Verification;

/// <summary>What runs on the host, by its command lines (proc(5)).</summary>
internal static class ProcessSurvey
{
    private const string Root = "/proc";

    public static Fact<IReadOnlyList<ProcessFacts>> Take() =>
        Look.At<IReadOnlyList<ProcessFacts>>(() =>
            [
                .. Directory
                    .EnumerateDirectories(Root)
                    .Select(directory =>
                        int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) ? id : 0
                    )
                    .Where(id => id > 0 && id != Environment.ProcessId)
                    .Select(Find)
                    .OfType<ProcessFacts>(),
            ]
        );

    /// <summary>Null for threads of the kernel, for what has just ended, and for what others may not see.</summary>
    private static ProcessFacts? Find(int id)
    {
        try
        {
            var directory = string.Create(CultureInfo.InvariantCulture, $"{Root}/{id}");
            var words = File.ReadAllText($"{directory}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return words is [] ? null : new(id, UnitOf(File.ReadAllText($"{directory}/cgroup")), words);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The outermost service or scope of <c>0::/system.slice/xvfb.service</c>.</summary>
    private static string UnitOf(string groups) =>
        groups
            .Trim()
            .Split('/')
            .FirstOrDefault(part =>
                part.EndsWith(".service", StringComparison.Ordinal) || part.EndsWith(".scope", StringComparison.Ordinal)
            )
        ?? "";
}
