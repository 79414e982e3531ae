using System.Buffers;
using System.Text;

namespace IbkrAgent.Systemd.Native;

/// <summary>
/// The fields of a journal entry in UTF-8, in one block of memory that is used again for the next entry.
/// </summary>
internal sealed class EncodedEntry
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly List<(int Offset, int Length)> _fields = [];

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public IReadOnlyList<(int Offset, int Length)> Fields => _fields;

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _fields.Clear();
    }

    public void Add(string name, string value)
    {
        var offset = _bytes.WrittenCount;
        Encoding.UTF8.GetBytes(name, _bytes);
        _bytes.Write("="u8);
        Encoding.UTF8.GetBytes(value, _bytes);
        _fields.Add((offset, _bytes.WrittenCount - offset));
    }
}
