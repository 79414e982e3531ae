using System.ComponentModel;
using System.Diagnostics;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.GatewaySim.Launch;

/// <summary>
/// The java processes of one start script, one after the other, and the signal that ends whichever runs.
/// </summary>
/// <remarks>
/// <c>java</c> is a link to this executable: the kernel names a process after the last part of the path it was started
/// by. Standard output and error are inherited, so the log lines go where the script's go.
/// </remarks>
internal sealed class JavaProcess(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private Process? _running;
    private bool _isTerminated;

    public void Dispose() => _running?.Dispose();

    /// <summary>Runs one java process to its end.</summary>
    /// <returns>its status; 128 and the signal's number when a signal ended it.</returns>
    public async Task<int> RunAsync(JavaArguments arguments)
    {
        Process process;
        lock (_lock)
        {
            if (_isTerminated)
                return ExitStatus.Terminated;

            _running?.Dispose();
            process = _running = Start(arguments);
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Sends TERM to the process that runs; if none does, none will.</summary>
    public void Terminate()
    {
        lock (_lock)
            if (_running is { HasExited: false } process)
                ProcessSignal.Send("TERM", process.Id);
            else
                _isTerminated = true;
    }

    private Process Start(JavaArguments arguments)
    {
        var start = new ProcessStartInfo(path, arguments.ToCommandLine()) { WorkingDirectory = arguments.SettingsPath };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new SimException(ExitStatus.NoJava, $"starting {path}: {e.Message}");
        }
    }
}
