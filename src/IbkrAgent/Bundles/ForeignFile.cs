using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace IbkrAgent.Bundles;

/// <summary>A file in a directory of another user's, read by root: a link of his making leads nowhere.</summary>
internal static class ForeignFile
{
    private const int Most = 2 * 1024 * 1024;

    /// <summary>Its end, from the beginning of a line on.</summary>
    /// <param name="root">the directory that is the other user's; those above it are root's.</param>
    /// <param name="path">of the file, below it.</param>
    /// <exception cref="IOException">it cannot be read, or is no file that is there.</exception>
    public static string ReadEnd(string root, string path)
    {
        // Before it is opened: a pipe has no length, and opening one waits for whoever writes.
        var file = new FileInfo(path);
        if (!file.Exists || file.Attributes.HasFlag(FileAttributes.ReparsePoint) || file.Length == 0)
            throw new IOException(file.Exists ? "it is empty, or no file" : "there is none");

        using var handle = File.OpenHandle(path);
        if (!IsWhereItShouldBe(handle, root, path))
            throw new IOException("it is a link to elsewhere");

        return ReadEnd(handle);
    }

    /// <summary>
    /// What was opened is judged, and not what is there now: it may have become a link between two steps.
    /// </summary>
    private static bool IsWhereItShouldBe(SafeFileHandle handle, string root, string path)
    {
        var descriptor = handle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        var opened = new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget ?? "";
        var above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(root)) ?? "";
        return opened.EndsWith(path[above.Length..], StringComparison.Ordinal);
    }

    private static string ReadEnd(SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        var start = Math.Max(0, length - Most);
        var bytes = new byte[length - start];
        var end = 0;
        while (end < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(end), start + end) is > 0 and var read)
            end += read;

        var text = Encoding.UTF8.GetString(bytes, 0, end);
        if (start == 0)
            return text;

        // Half a line could be half a secret, and would not be known for one.
        return $"-- the beginning is left out: too much\n{text[(text.IndexOf('\n') + 1)..]}";
    }
}
