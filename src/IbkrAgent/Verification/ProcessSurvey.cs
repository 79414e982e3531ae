using System.Globalization;
using IbkrAgent.Gateway;

namespace IbkrAgent.Verification;

/// <summary>What runs on the host, by its command lines (proc(5)).</summary>
internal static class ProcessSurvey
{
    public static Fact<IReadOnlyList<ProcessFacts>> Take() =>
        Look.At<IReadOnlyList<ProcessFacts>>(() =>
            [.. ProcessTree.Ids().Where(id => id != Environment.ProcessId).Select(Find).OfType<ProcessFacts>()]
        );

    /// <summary>Null for threads of the kernel, for what has just ended, and for what others may not see.</summary>
    private static ProcessFacts? Find(int id)
    {
        try
        {
            var directory = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");
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
