using System.Text;

namespace IbkrAgent.Bundles;

/// <summary>The last pieces of a text that may be longer than is kept.</summary>
/// <param name="most">characters that are kept.</param>
internal sealed class LastLines(int most)
{
    private readonly Queue<string> _lines = [];
    private int _length;
    private long _dropped;

    public void Add(string line)
    {
        _lines.Enqueue(line);
        _length += line.Length;
        for (; _length > most && _lines.Count > 1; _dropped++)
            _length -= _lines.Dequeue().Length;
    }

    /// <summary>What is kept; its first line says how much is not.</summary>
    /// <param name="ifEmpty">stands there when there was nothing.</param>
    public string Render(string ifEmpty)
    {
        var text = new StringBuilder(_length);
        if (_dropped > 0)
            text.Append(FormattableString.Invariant($"-- {_dropped} earlier entries are left out: too much\n"));
        if (_lines.Count == 0)
            text.Append("-- ").Append(ifEmpty).Append('\n');
        return text.AppendJoin("", _lines).ToString();
    }
}
