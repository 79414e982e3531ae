using System.Globalization;
using System.Net.Sockets;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>The server's side of one API connection, from the client's hello to its end.</summary>
internal sealed class ApiSession : IDisposable
{
    private const int RedirectVersion = -1;
    private const string RedirectAddress = "gateway.example:4001";

    private readonly GatewayLife _life;
    private readonly ApiIdentity _identity;
    private readonly ClientSlots _slots;
    private readonly TimeProvider _clock;
    private readonly ApiStream _stream;
    private readonly ApiVoice _voice;
    private readonly ConnectionNotices _notices;

    public ApiSession(
        NetworkStream stream,
        GatewayLife life,
        ApiIdentity identity,
        ClientSlots slots,
        TimeProvider clock
    )
    {
        _life = life;
        _identity = identity;
        _slots = slots;
        _clock = clock;
        _stream = new(stream);
        _voice = new(_stream, life, clock);
        _notices = new(_voice, life, clock);
    }

    public void Dispose() => _stream.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var hello = await _stream.ReadHelloAsync(cancellationToken);
        await _voice.AwaitAsync(cancellationToken);
        if (hello is null)
            return;

        var scenario = _life.Scenario;
        if (scenario.Api == ApiMode.Garbage)
        {
            await _stream.SendAsync(["HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()], default, cancellationToken);
            return;
        }

        await _voice.AgreeAsync(Offer(hello, scenario), cancellationToken);
        if (scenario.VersionOffer == VersionOffer.Agreed)
            await StartAsync(cancellationToken);
        else
            await IgnoreAsync(cancellationToken);
    }

    private ServerHello Offer(ClientHello hello, Scenario scenario)
    {
        var time = _voice.Now.ToString("yyyyMMdd HH:mm:ss ", CultureInfo.InvariantCulture) + scenario.Zone;
        return scenario.VersionOffer switch
        {
            VersionOffer.Redirect => new(RedirectVersion, RedirectAddress),
            VersionOffer.Below => new(hello.MinVersion - 1, time),
            VersionOffer.Above => new(hello.MaxVersion + 1, time),
            _ => new(Math.Min(hello.MaxVersion, scenario.ServerVersion), time),
        };
    }

    private async Task IgnoreAsync(CancellationToken cancellationToken)
    {
        while (await _stream.ReadAsync(cancellationToken) is not null)
            continue;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        while (await _stream.ReadAsync(cancellationToken) is { } payload)
        {
            await _voice.AwaitAsync(cancellationToken);
            if (FrameReader.PeekNumber(payload) != (int)ClientMessageId.StartApi)
                continue; // a Gateway drops what comes too early

            await ServeAsync(FrameReader.Read<StartApi>(payload, _voice.Version).ClientId, cancellationToken);
            return;
        }
    }

    private async Task ServeAsync(int clientId, CancellationToken cancellationToken)
    {
        if (_life.Scenario.Api == ApiMode.RejectClose)
            return;

        if (_life.Scenario.Api == ApiMode.Reject326 || !_slots.TryTake(clientId))
        {
            var text = "Unable to connect as the client id is already in use. Retry with a unique client id.";
            await _voice.NoticeAsync((int)TwsErrorCode.ClientIdInUse, text, cancellationToken);
            return;
        }

        try
        {
            await ServeUntilForgottenAsync(clientId, cancellationToken);
        }
        finally
        {
            _slots.Free(clientId);
        }
    }

    /// <summary>Serves the client to its end, or leaves it alone for ever once its connection is half open.</summary>
    private async Task ServeUntilForgottenAsync(int clientId, CancellationToken cancellationToken)
    {
        using var forgetting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var forgotten = _life.WaitUntilAsync(() => _voice.IsForgotten, cancellationToken);
        var ended = await Task.WhenAny(forgotten, ServeReadyAsync(clientId, forgetting.Token));
        if (_voice.IsForgotten)
        {
            await forgetting.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        await ended;
    }

    private async Task ServeReadyAsync(int clientId, CancellationToken cancellationToken)
    {
        await _voice.SayAsync(Bootstrap(), cancellationToken);
        var positions = new PositionAnswers(_voice, _life, _identity);
        var answers = new ApiAnswers(_voice, _life, _identity, positions, clientId, _clock);
        await await Task.WhenAny(
            _notices.TellUpstreamAsync(cancellationToken),
            _notices.TellFarmsAsync(cancellationToken),
            positions.TellChangesAsync(cancellationToken),
            AnswerAsync(answers, cancellationToken)
        );
    }

    private byte[][] Bootstrap()
    {
        var accounts = _voice.Encode(new ManagedAccounts(_identity.Accounts(_life.Scenario)));
        var orderId = _voice.Encode(new NextValidId(ApiAnswers.NextOrderId));
        var farms = _notices.EncodeFarms();
        return _life.Scenario.Bootstrap switch
        {
            BootstrapMode.NoticesFirst => [.. farms, accounts, orderId],
            BootstrapMode.OrderIdFirst => [orderId, accounts, .. farms],
            BootstrapMode.NoAccounts => [orderId, .. farms],
            BootstrapMode.NoOrderId => [accounts, .. farms],
            _ => [accounts, orderId, .. farms],
        };
    }

    private async Task AnswerAsync(ApiAnswers answers, CancellationToken cancellationToken)
    {
        while (await _stream.ReadAsync(cancellationToken) is { } payload)
        {
            await _voice.AwaitAsync(cancellationToken);
            await answers.GiveAsync(ApiRequest.Parse(payload), cancellationToken);
        }
    }
}
