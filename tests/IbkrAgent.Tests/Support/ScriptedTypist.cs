using IbkrAgent.Configuration;

namespace IbkrAgent.Tests.Support;

/// <summary>A person who types these lines one after the other, and then leaves; the terminal shows them.</summary>
internal sealed class ScriptedTypist(TestTerminal terminal, params IEnumerable<string> lines) : ITypist
{
    private readonly Queue<string> _lines = new(lines);
    private bool _isSilent;

    /// <summary>Everything was asked for that this person had to say.</summary>
    public bool HasSaidAll => _lines.Count == 0;

    public string? ReadLine()
    {
        var hasLine = _lines.TryDequeue(out var line);
        if (hasLine)
            terminal.Terminal.Say(_isSilent ? "" : line!);
        return hasLine ? line : null;
    }

    public IDisposable Silence()
    {
        _isSilent = true;
        return new End(this);
    }

    private sealed class End(ScriptedTypist typist) : IDisposable
    {
        public void Dispose() => typist._isSilent = false;
    }
}
