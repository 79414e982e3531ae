using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Says things on one connection at its version, with the faults the scenario wants.</summary>
internal sealed class ApiVoice(ApiStream stream, GatewayLife life, TimeProvider clock)
{
    private const int GatewayItself = -1;

    /// <summary>A number that the protocol has not used so far.</summary>
    private const string UnknownMessage = "999";

    private static readonly byte[] EmptyFrame = [0, 0, 0, 0];

    /// <summary>Announces one byte more than clients take.</summary>
    private static readonly byte[] OversizeFrame = [1, 0, 0, 0];

    private readonly bool _isLaterThanHalfOpen = life.Scenario.Api == ApiMode.HalfOpen;
    private bool _isForgotten;

    /// <summary>The version both sides agreed on; zero before that.</summary>
    public ServerVersion Version { get; private set; }

    /// <summary>The Gateway's clock, which need not be right.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + life.Scenario.ClockSkew;

    /// <summary>The connection became half open, and remains so.</summary>
    public bool IsForgotten =>
        _isForgotten = _isForgotten || (life.Scenario.Api == ApiMode.HalfOpen && !_isLaterThanHalfOpen);

    /// <summary>Nothing may be said, also when the connection is about to be closed.</summary>
    public bool IsSilent =>
        IsForgotten
        || life.IsHung
        || life.Scenario.Api is ApiMode.Silent or ApiMode.Close or ApiMode.Refuse
        || (life.Scenario.Api == ApiMode.Open && !life.IsLoggedIn);

    public static byte[] Encode(params ReadOnlySpan<string> fields) => new FieldWriter().AddAll(fields).ToFrame();

    public Task AwaitAsync(CancellationToken cancellationToken) =>
        life.WaitUntilAsync(() => !IsSilent, cancellationToken);

    /// <summary>Answers the client's hello.</summary>
    public Task AgreeAsync(ServerHello hello, CancellationToken cancellationToken)
    {
        Version = new(hello.Version);
        return stream.SendAsync([hello.ToFrame()], life.Scenario.Writes, cancellationToken);
    }

    public byte[] Encode<T>(T message)
        where T : ITwsMessage<T> => FieldWriter.Encode(message, Version);

    public byte[] EncodeNotice(int code, string text, int requestId = GatewayItself) =>
        Encode(new ErrorMessage(requestId, (TwsErrorCode)code, text, Time: Now.ToUnixTimeMilliseconds()));

    public Task NoticeAsync(
        int code,
        string text,
        CancellationToken cancellationToken,
        int requestId = GatewayItself
    ) => SayAsync([EncodeNotice(code, text, requestId)], cancellationToken);

    public async Task SayAsync(IReadOnlyList<byte[]> frames, CancellationToken cancellationToken)
    {
        if (frames.Count == 0)
            return;

        var scenario = life.Scenario;
        if (scenario.Fault == WireFault.Reset)
            await ResetAsync(frames[0], cancellationToken);

        await stream.SendAsync([.. EncodeFault(scenario.Fault), .. frames], scenario.Writes, cancellationToken);
    }

    /// <summary>Says something after a while; what the client asks meanwhile is answered before.</summary>
    public Task SayAfterAsync(TimeSpan delay, Func<byte[]> encode, CancellationToken cancellationToken)
    {
        if (delay == TimeSpan.Zero)
            return SayAsync([encode()], cancellationToken);

        _ = WaitAndSayAsync();
        return Task.CompletedTask;

        async Task WaitAndSayAsync()
        {
            await Task.Delay(delay, clock, cancellationToken);
            await AwaitAsync(cancellationToken);
            await SayAsync([encode()], cancellationToken);
        }
    }

    private async Task ResetAsync(byte[] frame, CancellationToken cancellationToken)
    {
        await stream.SendAsync([frame[..(frame.Length / 2)]], WriteMode.Whole, cancellationToken);
        stream.Reset();
        throw new IOException("the connection was reset, as the scenario wants");
    }

    private byte[][] EncodeFault(WireFault fault) =>
        fault switch
        {
            WireFault.UnknownMessages => [Encode(UnknownMessage, "1", "never heard of")],
            WireFault.ZeroLength => [EmptyFrame],
            WireFault.Oversize => [OversizeFrame],
            WireFault.BadText => [EncodeLatin1()],
            _ => [],
        };

    /// <summary>A notice with a byte that no UTF-8 has.</summary>
    private byte[] EncodeLatin1()
    {
        var frame = EncodeNotice(2104, "Market data farm connection is OK:z~rich");
        frame.AsSpan().Replace((byte)'~', (byte)'\u00FC');
        return frame;
    }
}
