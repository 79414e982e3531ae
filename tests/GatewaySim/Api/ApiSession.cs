using System.Globalization;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>The server's side of one API connection, from the client's hello to its end.</summary>
internal sealed class ApiSession(
    Stream stream,
    GatewayLife life,
    ApiIdentity identity,
    ClientSlots slots,
    TimeProvider clock
) : IDisposable
{
    /// <summary>
    /// A time asked for sooner than this after the one before is not told, and nothing else is said either.
    /// </summary>
    private static readonly TimeSpan TimeRequestSpacing = TimeSpan.FromSeconds(1);

    private readonly ApiStream _stream = new(stream);
    private ServerVersion _version;
    private long? _timeToldAt;

    private bool IsSilent =>
        life.IsHung || life.Scenario.Api == ApiMode.Silent || (life.Scenario.Api == ApiMode.Open && !life.IsLoggedIn);

    public void Dispose() => _stream.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var hello = await _stream.ReadHelloAsync(cancellationToken);
        await AwaitVoiceAsync(cancellationToken);
        if (hello is null)
            return;

        if (life.Scenario.Api == ApiMode.Garbage)
        {
            await _stream.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), cancellationToken);
            return;
        }

        _version = new(Math.Min(hello.MaxVersion, life.Scenario.ServerVersion));
        var time = clock.GetUtcNow().ToString("yyyyMMdd HH:mm:ss 'Greenwich Mean Time'", CultureInfo.InvariantCulture);
        await _stream.SendAsync(new ServerHello(_version.Number, time).ToFrame(), cancellationToken);
        await StartAsync(cancellationToken);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        while (await _stream.ReadAsync(cancellationToken) is { } payload)
        {
            await AwaitVoiceAsync(cancellationToken);
            if (FrameReader.PeekNumber(payload) != StartApi.Number)
                continue; // a Gateway drops what comes too early

            await ServeAsync(FrameReader.Read<StartApi>(payload, _version).ClientId, cancellationToken);
            return;
        }
    }

    private async Task ServeAsync(int clientId, CancellationToken cancellationToken)
    {
        if (life.Scenario.Api == ApiMode.RejectClose)
            return;

        if (life.Scenario.Api == ApiMode.Reject326 || !slots.TryTake(clientId))
        {
            var text = "Unable to connect as the client id is already in use. Retry with a unique client id.";
            await NoticeAsync(TwsErrorCode.ClientIdInUse, text, cancellationToken);
            return;
        }

        try
        {
            await BootstrapAsync(cancellationToken);
            await await Task.WhenAny(TellUpstreamAsync(cancellationToken), AnswerAsync(cancellationToken));
        }
        finally
        {
            slots.Free(clientId);
        }
    }

    private async Task BootstrapAsync(CancellationToken cancellationToken)
    {
        await SendAsync(new ManagedAccounts(identity.Accounts(life.Scenario)), cancellationToken);
        await SendAsync(new NextValidId(1), cancellationToken);
        if (life.Scenario.Upstream == UpstreamState.Lost)
            return;

        await NoticeAsync((TwsErrorCode)2104, "Market data farm connection is OK:usfarm", cancellationToken);
        await NoticeAsync((TwsErrorCode)2106, "HMDS data farm connection is OK:ushmds", cancellationToken);
        await NoticeAsync((TwsErrorCode)2158, "Sec-def data farm connection is OK:secdefnj", cancellationToken);
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        while (await _stream.ReadAsync(cancellationToken) is { } payload)
        {
            await AwaitVoiceAsync(cancellationToken);
            if (FrameReader.PeekNumber(payload) == CurrentTimeRequest.Number && MayTellTime())
                await SendAsync(new CurrentTime(clock.GetUtcNow()), cancellationToken);
        }
    }

    private bool MayTellTime()
    {
        var now = clock.GetTimestamp();
        var tooSoon = _timeToldAt is { } last && clock.GetElapsedTime(last, now) < TimeRequestSpacing;
        _timeToldAt = now;
        return !tooSoon;
    }

    /// <summary>Says that the broker is lost, again and again while it lasts, and once that it is back.</summary>
    private async Task TellUpstreamAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await life.WaitUntilAsync(
                () => life.Scenario.Upstream == UpstreamState.Lost && !IsSilent,
                cancellationToken
            );
            await NoticeAsync(
                TwsErrorCode.UpstreamLost,
                "Connectivity between the Gateway and the broker has been lost.",
                cancellationToken
            );
            var restored = life.WaitUntilAsync(
                () => life.Scenario.Upstream == UpstreamState.Restored && !IsSilent,
                cancellationToken
            );
            var repeat = Task.Delay(life.Scenario.UpstreamRepeat, clock, cancellationToken);
            if (await Task.WhenAny(restored, repeat) == restored && !cancellationToken.IsCancellationRequested)
                await NoticeAsync(
                    TwsErrorCode.UpstreamRestored,
                    "Connectivity between the Gateway and the broker has been restored - data maintained.",
                    cancellationToken
                );
        }
    }

    private Task AwaitVoiceAsync(CancellationToken cancellationToken) =>
        life.WaitUntilAsync(() => !IsSilent, cancellationToken);

    private Task NoticeAsync(TwsErrorCode code, string text, CancellationToken cancellationToken) =>
        SendAsync(
            new ErrorMessage(-1, code, text, Time: clock.GetUtcNow().ToUnixTimeMilliseconds()),
            cancellationToken
        );

    private Task SendAsync<T>(T message, CancellationToken cancellationToken)
        where T : ITwsMessage<T> => _stream.SendAsync(FieldWriter.Encode(message, _version), cancellationToken);
}
