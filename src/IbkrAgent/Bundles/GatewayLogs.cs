using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Bundles;

/// <summary>Log files in the Gateway's own directory, whoever writes them.</summary>
/// <remarks>
/// What IBC says is in the journal of the Gateway's unit; these are what is written besides, such as launcher.log. Left
/// out are the logs of the API, which repeat each order, and those that are encrypted, which only the broker can read.
/// </remarks>
internal static class GatewayLogs
{
    private const int MostFiles = 20;

    private static readonly string[] Endings = [".log", ".txt"];

    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
        MaxRecursionDepth = 2,
        RecurseSubdirectories = true,
    };

    /// <summary>Those that were written within the time, the newest of them.</summary>
    public static IEnumerable<BundlePart> Of(HostPaths paths, InstanceName name, BundlePeriod period)
    {
        var directory = paths.GatewayDirectory(name);
        FileInfo[] files = Directory.Exists(directory)
            ?
            [
                .. new DirectoryInfo(directory)
                    .EnumerateFiles("*", NoLinks)
                    .Where(file => IsLog(file.Name) && file.LastWriteTimeUtc >= period.Since.UtcDateTime)
                    .OrderByDescending(file => file.LastWriteTimeUtc)
                    .Take(MostFiles),
            ]
            : [];
        if (files.Length == 0)
            return
            [
                BundlePart.Of(
                    $"gateway/{name}",
                    () => throw new IOException($"no log file of this time in {directory}; IBC writes into the journal")
                ),
            ];

        return files.Select(file =>
            BundlePart.Of(
                $"gateway/{name}/{Path.GetRelativePath(directory, file.FullName)}",
                () => ForeignFile.ReadEnd(paths.Gateways, file.FullName)
            )
        );
    }

    private static bool IsLog(string name) =>
        Endings.Contains(Path.GetExtension(name)) && !name.StartsWith("api.", StringComparison.Ordinal);
}
