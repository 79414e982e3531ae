using System.Runtime.InteropServices;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Terminals;

/// <summary>What is typed on standard input is not shown until this is disposed, or a signal ends the program.</summary>
/// <remarks>The end of the line is shown (ECHONL), so that the next output begins on a line of its own.</remarks>
public sealed class SilentInput : IDisposable
{
    // termios.h
    private const uint Echo = 0x8;
    private const uint EchoLineEnd = 0x40;
    private const int AfterOutputWithoutInput = 2; // TCSAFLUSH: what was typed before a question is no answer

    private static readonly PosixSignal[] Ends =
    [
        PosixSignal.SIGINT,
        PosixSignal.SIGTERM,
        PosixSignal.SIGHUP,
        PosixSignal.SIGQUIT,
    ];

    private readonly TerminalSettings _before;
    private readonly PosixSignalRegistration[] _registrations;

    /// <exception cref="SystemdException">standard input is no terminal.</exception>
    public SilentInput()
    {
        _before = Get();
        // Restored first, then the signal does what it always does.
        _registrations = [.. Ends.Select(signal => PosixSignalRegistration.Create(signal, _ => Set(_before)))];
        var silent = _before;
        silent.Local = (silent.Local & ~Echo) | EchoLineEnd;
        Set(silent);
    }

    public void Dispose()
    {
        Set(_before);
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private static unsafe TerminalSettings Get()
    {
        TerminalSettings settings;
        LibC.tcgetattr(0, &settings).OrThrowLast();
        return settings;
    }

    private static unsafe void Set(TerminalSettings settings) =>
        LibC.tcsetattr(0, AfterOutputWithoutInput, &settings).OrThrowLast();
}
