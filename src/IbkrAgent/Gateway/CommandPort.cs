using System.Net;
using System.Net.Sockets;
using System.Text;
using IbkrAgent.Controllers;

namespace IbkrAgent.Gateway;

/// <summary>The controller's command server: one command and its answer per connection.</summary>
/// <param name="connectAsync">opens a connection.</param>
/// <param name="timeout">for connection and answer together.</param>
internal sealed class CommandPort(
    Func<CancellationToken, Task<Stream>> connectAsync,
    IController controller,
    TimeSpan timeout,
    TimeProvider time
)
{
    private const int ReadSize = 256;

    /// <summary>On the loopback: <c>::1</c> is not accepted by the controller.</summary>
    public static CommandPort At(int port, IController controller, TimeSpan timeout, TimeProvider time) =>
        new(cancellationToken => ConnectAsync(port, cancellationToken), controller, timeout, time);

    public async Task<CommandReply> SendAsync(ControllerCommand command, CancellationToken cancellationToken)
    {
        var reader = new ReplyReader(controller);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await using var stream = await connectAsync(either.Token);
            return await ConverseAsync(stream, command, reader, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return reader.AtTimeout(timeout);
        }
        catch (SocketException exception)
        {
            return new(CommandOutcome.Unreachable, exception.Message);
        }
        catch (IOException exception)
        {
            return reader.AtEnd(exception.Message);
        }
    }

    private static async Task<CommandReply> ConverseAsync(
        Stream stream,
        ControllerCommand command,
        ReplyReader reader,
        CancellationToken cancellationToken
    )
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command.Word}\n"), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        var bytes = new byte[ReadSize];
        while (await stream.ReadAsync(bytes, cancellationToken) is > 0 and var count)
        {
            if (reader.Read(bytes.AsSpan(0, count)) is { } reply)
                return reply;
        }

        return reader.AtEnd("closed");
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
