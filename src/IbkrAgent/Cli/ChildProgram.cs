using System.ComponentModel;
using System.Diagnostics;

namespace IbkrAgent.Cli;

/// <summary>A program that is started as a shell starts it: looked up in PATH, with the terminal of this one.</summary>
internal static class ChildProgram
{
    private const int NoSuchFile = 2; // ENOENT
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static Process Start(IReadOnlyList<string> command)
    {
        // Process looks beside this program and in the current directory first, which no shell does.
        var path = Find(command[0]) ?? throw new Win32Exception(NoSuchFile, "no such command");
        return Process.Start(new ProcessStartInfo(path, command.Skip(1)))!;
    }

    /// <summary>The exit status that a shell has for it.</summary>
    public static int StatusOf(Win32Exception exception) =>
        exception.NativeErrorCode == NoSuchFile ? NotFound : NotExecutable;

    private static string? Find(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
            return Path.GetFullPath(name);

        List<string> found =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Select(directory => Path.GetFullPath(Path.Combine(directory, name)))
                .Where(File.Exists),
        ];
        return found.Find(path => (File.GetUnixFileMode(path) & Executable) != 0) ?? found.FirstOrDefault();
    }
}
