using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>A connection as hello and frames in, whole frames out.</summary>
internal sealed class ApiStream(NetworkStream stream) : IDisposable
{
    private readonly PipeReader _reader = PipeReader.Create(stream);
    private readonly SemaphoreSlim _writing = new(1);

    private delegate T? Cut<T>(ref ReadOnlySequence<byte> buffer);

    public void Dispose() => _writing.Dispose();

    /// <summary>The client's first words; null when it leaves before they are complete.</summary>
    public Task<ClientHello?> ReadHelloAsync(CancellationToken cancellationToken) =>
        ReadAsync<ClientHello>(
            (ref buffer) => ClientHello.TryRead(ref buffer, out var hello) ? hello : null,
            cancellationToken
        );

    /// <summary>The payload of the next frame; null when the client closed.</summary>
    public async Task<ReadOnlySequence<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var payload = await ReadAsync<byte[]>(
            (ref buffer) =>
                FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var found) ? found.ToArray() : null,
            cancellationToken
        );
        return payload is null ? null : new(payload);
    }

    /// <summary>Writes what belongs together, with nothing of others in between.</summary>
    public async Task SendAsync(IEnumerable<byte[]> frames, WriteMode mode, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            foreach (var part in Split(frames, mode))
                await stream.WriteAsync(part, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Ends the connection with RST instead of FIN.</summary>
    public void Reset()
    {
        stream.Socket.LingerState = new(enable: true, seconds: 0);
        stream.Socket.Close();
    }

    /// <summary>What is written at a time.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(IEnumerable<byte[]> frames, WriteMode mode) =>
        mode switch
        {
            WriteMode.Joined => [frames.SelectMany(frame => frame).ToArray()],
            WriteMode.Bytes => frames.SelectMany(frame => frame).Select(value => new ReadOnlyMemory<byte>([value])),
            _ => frames.Select(frame => new ReadOnlyMemory<byte>(frame)),
        };

    private async Task<T?> ReadAsync<T>(Cut<T> cut, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var read = await _reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var found = cut(ref buffer);
            _reader.AdvanceTo(buffer.Start, found is null ? buffer.End : buffer.Start);
            if (found is not null || read.IsCompleted)
                return found;
        }
    }
}
