using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace IbkrAgent.Bundles;

/// <summary>A bundle in memory, as tar.gz. Nothing gets into it but through the redactor.</summary>
/// <param name="directory">in which everything stands.</param>
internal sealed class BundleArchive(string directory, DateTimeOffset made, Redactor redactor) : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly MemoryStream _content = new();
    private TarWriter? _tar;

    /// <summary>Adds a file.</summary>
    /// <returns>its size, and how many places of it were masked.</returns>
    public CollectedPart Add(string name, string text)
    {
        _tar ??= new(new GZipStream(_content, CompressionLevel.Optimal, leaveOpen: true));
        var before = redactor.Counts.Values.Sum();
        var shownName = redactor.Redact(name);
        var bytes = Encoding.UTF8.GetBytes(redactor.Redact(text));
        using var data = new MemoryStream(bytes);
        _tar.WriteEntry(
            new PaxTarEntry(TarEntryType.RegularFile, redactor.Redact($"{directory}/") + shownName)
            {
                DataStream = data,
                Mode = OwnerReadsAndWrites,
                ModificationTime = made,
            }
        );
        return new(shownName, bytes.Length, redactor.Counts.Values.Sum() - before);
    }

    /// <summary>The whole archive; nothing is added after it.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _tar?.Dispose();
        return _content.GetBuffer().AsMemory(0, (int)_content.Length);
    }

    public void Dispose()
    {
        _tar?.Dispose();
        _content.Dispose();
    }
}
