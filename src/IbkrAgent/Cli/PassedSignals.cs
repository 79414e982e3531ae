using System.Diagnostics;
using System.Runtime.InteropServices;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Daemon;

namespace IbkrAgent.Cli;

/// <summary>What would end this process ends the command that it runs, which then ends it.</summary>
internal sealed class PassedSignals : IDisposable
{
    private static readonly (PosixSignal Heard, UnixSignal Sent)[] Passed =
    [
        (PosixSignal.SIGTERM, UnixSignal.Terminate),
        (PosixSignal.SIGHUP, UnixSignal.Hangup),
        (PosixSignal.SIGINT, UnixSignal.Interrupt),
        (PosixSignal.SIGQUIT, UnixSignal.Quit),
    ];

    private readonly Lock _passing = new();
    private readonly Terminal _terminal;
    private readonly List<UnixSignal> _early = [];
    private readonly PosixSignalRegistration[] _registrations;
    private Process? _child;

    public PassedSignals(Terminal terminal)
    {
        _terminal = terminal;
        _registrations = [.. Passed.Select(signal => Register(signal.Heard, signal.Sent))];
    }

    /// <summary>From now on to this process, also what came before.</summary>
    public void PassTo(Process child)
    {
        lock (_passing)
        {
            _child = child;
            foreach (var signal in _early)
                Send(child, signal);
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal heard, UnixSignal sent) =>
        PosixSignalRegistration.Create(
            heard,
            context =>
            {
                context.Cancel = true; // the default is to end
                Hear(sent);
            }
        );

    private void Hear(UnixSignal signal)
    {
        lock (_passing)
        {
            if (_child is null)
                _early.Add(signal);
            else if (signal is not (UnixSignal.Interrupt or UnixSignal.Quit) || !IsInForeground())
                Send(_child, signal);
        }
    }

    private void Send(Process child, UnixSignal signal)
    {
        try
        {
            if (!child.HasExited)
                ProcessSignals.Send(child.Id, signal);
        }
        catch (SystemdException exception)
        {
            _terminal.Diagnose($"passing {signal} on to the command: {exception.Message}");
        }
    }

    /// <summary>
    /// Whether a terminal sends what is typed there to this process and its command: twice is more than once.
    /// </summary>
    /// <remarks>proc_pid_stat(5): after the name in brackets pgrp is the third, tpgid the sixth.</remarks>
    private static bool IsInForeground()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[2] == fields[5];
    }
}
