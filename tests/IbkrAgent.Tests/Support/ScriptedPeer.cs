using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Support;

/// <summary>The server's end of one connection; what a script is written with.</summary>
internal sealed class ScriptedPeer(Socket socket, CancellationToken stop) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private PipeReader? _reader;

    private delegate bool TryTake<T>(ref ReadOnlySequence<byte> buffer, out T value);

    public int ClientId { get; private set; }

    public ServerVersion Version { get; private set; }

    public CancellationToken Stop => stop;

    private PipeReader Reader => _reader ??= PipeReader.Create(_stream);

    public Task SendAsync(params byte[][] frames) => _stream.WriteAsync(Wire.Join(frames), stop).AsTask();

    public Task SendAsync<T>(T message)
        where T : ITwsMessage<T> => SendAsync(FieldWriter.Encode(message, Version));

    /// <summary>Takes the hello and answers with a version.</summary>
    public async Task AgreeAsync(int version = 176)
    {
        await TakeAsync<ClientHello>(ClientHello.TryRead);
        Version = new(version);
        await SendAsync(new ServerHello(version, "20260211 09:30:01 Central European Standard Time").ToFrame());
    }

    /// <summary>Takes START_API and notes the client id.</summary>
    public async Task TakeStartApiAsync() => ClientId = (await TakeAsync<StartApi>(TryTakeMessage)).ClientId;

    /// <summary>Names accounts and order id, as a Gateway does right after START_API.</summary>
    public Task BootstrapAsync(string accounts = "DU1") =>
        SendAsync(
            FieldWriter.Encode(new ManagedAccounts(accounts), Version),
            FieldWriter.Encode(new NextValidId(1), Version),
            FieldWriter.Encode(new ErrorMessage(-1, (TwsErrorCode)2104, "farm connection is OK:usfarm"), Version)
        );

    /// <summary>Everything up to a session that is ready.</summary>
    public async Task BeginAsync(int version = 176, string accounts = "DU1")
    {
        await AgreeAsync(version);
        await TakeStartApiAsync();
        await BootstrapAsync(accounts);
    }

    /// <summary>Waits for a question for the time, and passes over all others; does not answer it.</summary>
    public Task TakeTimeRequestAsync() => TakeRequestAsync<CurrentTimeRequest>();

    /// <summary>Waits for a request of this kind, and passes over all others; does not answer it.</summary>
    public async Task<T> TakeRequestAsync<T>()
        where T : ITwsMessage<T>
    {
        while (true)
        {
            var payload = await TakeAsync<byte[]>(TryTakeFrame);
            if (FrameReader.PeekNumber(new(payload)) == T.Number)
                return FrameReader.Read<T>(new(payload), Version);
        }
    }

    public Task TellTimeAsync() => SendAsync(new CurrentTime(DateTimeOffset.UnixEpoch));

    /// <summary>Answers questions for time and accounts until the client leaves.</summary>
    public async Task ServeAsync(params byte[][] positions)
    {
        while (true)
            await AnswerAsync(await TakeAsync<byte[]>(TryTakeFrame), positions);
    }

    /// <summary>The end of the answer to a request for balances, with one value.</summary>
    public Task TellBalancesAsync(int requestId) =>
        SendAsync(
            FieldWriter.Encode(new AccountSummary(requestId, "DU1", "NetLiquidation", "1000000.00", "USD"), Version),
            FieldWriter.Encode(new AccountSummaryEnd(requestId), Version)
        );

    /// <summary>Says nothing until the client leaves.</summary>
    public async Task StaySilentAsync() => await _stream.CopyToAsync(Stream.Null, stop);

    /// <summary>Ends the connection with RST instead of FIN.</summary>
    public void Reset()
    {
        socket.LingerState = new(enable: true, seconds: 0);
        socket.Close();
    }

    public void Dispose() => _stream.Dispose();

    private bool TryTakeMessage<T>(ref ReadOnlySequence<byte> buffer, out T message)
        where T : ITwsMessage<T>
    {
        message = default!;
        if (!FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload))
            return false;

        Assert.Equal(T.Number, FrameReader.PeekNumber(payload));
        message = FrameReader.Read<T>(payload, Version);
        return true;
    }

    private static bool TryTakeFrame(ref ReadOnlySequence<byte> buffer, out byte[] frame)
    {
        var isTaken = FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload);
        frame = payload.ToArray();
        return isTaken;
    }

    private Task AnswerAsync(byte[] request, byte[][] positions) =>
        (ClientMessageId)FrameReader.PeekNumber(new(request)) switch
        {
            ClientMessageId.CurrentTimeRequest => TellTimeAsync(),
            ClientMessageId.PositionsRequest => SendAsync([
                .. positions,
                FieldWriter.Encode(new PositionEnd(), Version),
            ]),
            ClientMessageId.OpenOrdersRequest => SendAsync(new OpenOrderEnd()),
            ClientMessageId.AccountSummaryRequest => TellBalancesAsync(
                FrameReader.Read<AccountSummaryRequest>(new(request), Version).RequestId
            ),
            _ => Task.CompletedTask,
        };

    private async Task<T> TakeAsync<T>(TryTake<T> tryTake)
    {
        while (true)
        {
            var read = await Reader.ReadAsync(stop);
            var rest = read.Buffer;
            var taken = tryTake(ref rest, out var value);
            Reader.AdvanceTo(rest.Start, taken ? rest.Start : rest.End);
            if (taken)
                return value;

            if (read.IsCompleted)
                throw new EndOfStreamException("the client left");
        }
    }
}
