using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>A client that sees every frame as it came: a bar in place of each NUL.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly TcpClient _socket = new();
    private PipeReader? _reader;

    private WireClient() { }

    public Socket Socket => _socket.Client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Says hello and START_API at once; what the server answers is still to be read.</summary>
    /// <param name="early">requests before START_API.</param>
    /// <param name="questions">requests after it.</param>
    public static async Task<WireClient> ConnectAsync(
        int port,
        int maxVersion = 176,
        int clientId = 7971,
        string[]? early = null,
        string[]? questions = null
    )
    {
        var client = new WireClient();
        await client._socket.ConnectAsync("127.0.0.1", port, Token);
        client._reader = PipeReader.Create(client._socket.GetStream());
        string[] requests = [.. early ?? [], $"71|2|{clientId}||", .. questions ?? []];
        await client.SendAsync([.. new ClientHello(100, maxVersion).ToBytes(), .. requests.SelectMany(Encode)]);
        return client;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Sends one request, written as answers are shown.</summary>
    public Task AskAsync(string request) => SendAsync(Encode(request));

    public Task SendAsync(byte[] bytes) => _socket.GetStream().WriteAsync(bytes, Token).AsTask();

    /// <summary>The next frame; null when the server closed.</summary>
    public async Task<string?> NextAsync()
    {
        while (true)
        {
            var read = await _reader!.ReadAsync(Token);
            var buffer = read.Buffer;
            var isWhole = FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload);
            var text = isWhole ? Encoding.UTF8.GetString(payload).Replace('\0', '|') : null;
            _reader.AdvanceTo(buffer.Start, isWhole ? buffer.Start : buffer.End);
            if (isWhole || read.IsCompleted)
                return text;
        }
    }

    /// <summary>The frames up to the first one that contains the text, that one included.</summary>
    public async Task<List<string>> UntilAsync(string part)
    {
        var frames = new List<string>();
        while (true)
        {
            frames.Add(Assert.IsType<string>(await NextAsync()));
            if (frames[^1].Contains(part, StringComparison.Ordinal))
                return frames;
        }
    }

    /// <summary>Everything that came before the answer to a question that is always answered.</summary>
    public async Task<List<string>> RestAsync()
    {
        await AskAsync("7|3|4242|0|||||||2147483647|0|"); // executions, of which there are none
        var frames = await UntilAsync("55|1|4242|");
        frames.RemoveAt(frames.Count - 1);
        return frames;
    }

    private static byte[] Encode(string request) => Wire.Frame(Encoding.UTF8.GetBytes(request.Replace('|', '\0')));
}
