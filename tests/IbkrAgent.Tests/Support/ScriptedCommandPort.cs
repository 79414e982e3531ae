using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IbkrAgent.Tests.Support;

/// <summary>A command port on the loopback: what a command is answered with is the test's affair.</summary>
internal sealed class ScriptedCommandPort : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Func<string, Task>, Task> _play;
    private readonly bool _reads;

    /// <param name="play">gets each command, and what sends an answer; then the connection is closed.</param>
    /// <param name="reads">false: each connection is closed at once, without a byte.</param>
    public ScriptedCommandPort(Func<string, Func<string, Task>, Task> play, bool reads = true)
    {
        _play = play;
        _reads = reads;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that were sent, over whichever connection.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        if (!_reads)
            return;

        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            var command = await reader.ReadLineAsync(_stop.Token) ?? "";
            Commands.Enqueue(command);
            await _play(command, text => stream.WriteAsync(Encoding.Latin1.GetBytes(text), _stop.Token).AsTask());
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client left, or the test is over.
        }
    }
}
