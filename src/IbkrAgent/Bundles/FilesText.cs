using System.Globalization;
using System.Text;
using IbkrAgent.Settings;

namespace IbkrAgent.Bundles;

/// <summary>Which files there are: what hands-off, a full disk or a wrong mode looks like.</summary>
internal static class FilesText
{
    private const int MostFiles = 2000;

    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
        MaxRecursionDepth = 3,
        RecurseSubdirectories = true,
    };

    public static string Of(HostPaths paths)
    {
        var text = new StringBuilder();
        string[] roots = [paths.SettingsDirectory, paths.States, paths.Gateways, paths.Running, paths.RunningGateways];
        foreach (var root in roots)
        {
            text.Append(root).Append(Directory.Exists(root) ? ":\n" : ": there is none\n");
            if (Directory.Exists(root))
                foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", NoLinks).Take(MostFiles))
                    text.Append(Line(entry));
        }

        return text.ToString();
    }

    private static string Line(FileSystemInfo entry)
    {
        var mode = Convert.ToString((int)entry.UnixFileMode, toBase: 8);
        var size = entry is FileInfo file ? file.Length : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {(entry is DirectoryInfo ? 'd' : '-')} {mode, 4} {size, 10} {EntryText.Instant(entry.LastWriteTimeUtc)} {entry.FullName}\n"
        );
    }
}
