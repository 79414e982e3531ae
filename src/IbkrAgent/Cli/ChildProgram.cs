using System.ComponentModel;
using System.Diagnostics;
using IbkrAgent.Common;

namespace IbkrAgent.Cli;

/// <summary>A program that is started as a shell starts it: looked up in PATH.</summary>
internal static class ChildProgram
{
    private const int NoSuchFile = 2; // ENOENT
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>With the terminal of this one.</summary>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static Process Start(IReadOnlyList<string> command)
    {
        // Process looks beside this program and in the current directory first, which no shell does.
        var path = Find(command[0]) ?? throw new Win32Exception(NoSuchFile, "no such command");
        return Process.Start(new ProcessStartInfo(path, command.Skip(1)))!;
    }

    /// <summary>What a program prints that is to succeed; it gets nothing to read.</summary>
    /// <exception cref="IOException">it could not be started, failed, or took too long.</exception>
    public static async Task<string> ReadAsync(
        IReadOnlyList<string> command,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var outcome = await RunAsync(command, timeout, cancellationToken);
        return outcome.Status == 0
            ? outcome.Output
            : throw new IOException($"{command[0]} failed: {OneLine.Of(outcome.Errors.Trim())}");
    }

    /// <summary>What became of a program; it gets nothing to read.</summary>
    /// <exception cref="IOException">it could not be started, or took too long.</exception>
    public static async Task<ChildOutcome> RunAsync(
        IReadOnlyList<string> command,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(Find(command[0]) ?? command[0], command.Skip(1))
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // The words of a program that a person reads, whoever he is.
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            using var child = Process.Start(start)!;
            return await RunAsync(child, deadline.Token);
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"running {command[0]}: {exception.Message}", exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"running {command[0]}: not done within {DurationText.Format(timeout)}");
        }
    }

    private static async Task<ChildOutcome> RunAsync(Process child, CancellationToken cancellationToken)
    {
        try
        {
            child.StandardInput.Close();
            var output = child.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = child.StandardError.ReadToEndAsync(cancellationToken);
            await child.WaitForExitAsync(cancellationToken);
            return new(child.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            throw;
        }
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
