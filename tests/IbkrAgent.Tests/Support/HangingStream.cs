using System.Text;

namespace IbkrAgent.Tests.Support;

/// <summary>A connection whose other end says something and then nothing more, without closing it.</summary>
/// <param name="atHang">called when everything that was said has been read.</param>
internal sealed class HangingStream(string said, Action atHang) : Stream
{
    private readonly MemoryStream _said = new(Encoding.Latin1.GetBytes(said));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await _said.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            return count;

        atHang();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _said.Dispose();
        base.Dispose(disposing);
    }
}
