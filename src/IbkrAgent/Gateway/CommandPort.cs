using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IbkrAgent.Gateway;

/// <summary>The controller's command server: one command and its answer per connection.</summary>
/// <param name="connectAsync">opens a connection.</param>
/// <param name="timeout">for connection and answer together.</param>
internal sealed class CommandPort(
    Func<CancellationToken, Task<Stream>> connectAsync,
    TimeSpan timeout,
    TimeProvider time
)
{
    /// <summary>On the loopback: <c>::1</c> is not accepted by the controller.</summary>
    public static CommandPort At(int port, TimeSpan timeout, TimeProvider time) =>
        new(cancellationToken => ConnectAsync(port, cancellationToken), timeout, time);

    public async Task<CommandReply> SendAsync(string command, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await using var stream = await connectAsync(either.Token);
            return await ConverseAsync(stream, command, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new(CommandOutcome.Silent, $"no answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (SocketException exception)
        {
            return new(CommandOutcome.Unreachable, exception.Message);
        }
        catch (IOException exception)
        {
            return new(CommandOutcome.Closed, exception.Message);
        }
    }

    /// <summary>The first line that answers decides; a second OK may follow a minute later.</summary>
    private static async Task<CommandReply> ConverseAsync(
        Stream stream,
        string command,
        CancellationToken cancellationToken
    )
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\n"), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (CommandReply.Read(line) is { } reply)
                return reply;
        }

        return new(CommandOutcome.Closed, "closed without an answer");
    }

    private static async Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        Socket? socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null; // the stream's from here on
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
