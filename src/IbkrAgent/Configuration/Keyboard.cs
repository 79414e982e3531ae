using System.Text;
using IbkrAgent.Systemd.Terminals;
using Microsoft.Win32.SafeHandles;

namespace IbkrAgent.Configuration;

/// <summary>The person at the terminal that is standard input.</summary>
/// <remarks>
/// Not <see cref="Console.In"/>: that does the terminal's work itself, and shows what is typed between two keys that it
/// waits for.
/// </remarks>
internal sealed class Keyboard : ITypist, IDisposable
{
    private readonly StreamReader _lines = new(
        new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0),
        Encoding.UTF8
    );

    /// <summary>Null when nobody could see a question, or answer it.</summary>
    public static Keyboard? TryOpen() =>
        Console.IsInputRedirected || Console.IsOutputRedirected ? null : new Keyboard();

    public string? ReadLine() => _lines.ReadLine()?.Trim();

    public IDisposable Silence() => new SilentInput();

    public void Dispose() => _lines.Dispose();
}
