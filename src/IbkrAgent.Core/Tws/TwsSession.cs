using System.Buffers;
using IbkrAgent.Accounts;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tws;

/// <summary>The client's side of one connection as a state machine: bytes in, events and bytes out.</summary>
/// <remarks>
/// Never has bytes to send before the protocol allows them. Unknown messages are skipped and counted.
/// </remarks>
public sealed class TwsSession
{
    /// <summary>
    /// The lowest version advertised, as the broker's own clients do; lower answers are refused afterwards.
    /// </summary>
    private const int MinAdvertised = 100;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly LinkState _link = new();
    private readonly AccountReader _accounts;
    private readonly int _maxVersion;
    private bool _orderIdSeen;
    private bool _isBeginning = true;

    public TwsSession(int clientId, int maxVersion)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxVersion, ServerVersion.OldestAccepted.Number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxVersion, ServerVersion.NewestText.Number);
        ClientId = clientId;
        _maxVersion = maxVersion;
        _accounts = new(_output);
        _output.Write(new ClientHello(MinAdvertised, maxVersion).ToBytes());
    }

    public int ClientId { get; }

    public TwsStage Stage { get; private set; }

    /// <summary>The agreed version; zero before that.</summary>
    public ServerVersion Version { get; private set; }

    /// <summary>The managed accounts, comma separated; empty until they are named.</summary>
    public string Accounts { get; private set; } = "";

    /// <summary>Code and text of the notice that said the broker is lost; null while the link is up.</summary>
    public string? UpstreamLost => _link.UpstreamLost;

    /// <summary>What the Gateway said in this session for the broker.</summary>
    public UpstreamWord Word => _link.Word;

    /// <summary>The data farms that are broken: sorted, comma separated; empty when none is.</summary>
    public string BrokenFarms => _link.BrokenFarms;

    /// <summary>The server said that another connection has our client id.</summary>
    public bool ClientIdInUse => _link.ClientIdInUse;

    /// <summary>The server refused a request because its API is read-only.</summary>
    public bool IsReadOnly => _link.IsReadOnly;

    /// <summary>The reading of the accounts that is under way has its last answer.</summary>
    public bool IsAccountAnswered => _accounts.IsAnswered;

    public long SkippedMessages { get; private set; }

    /// <summary>What has to be sent now; the caller gets it once.</summary>
    public byte[] TakeOutput()
    {
        var bytes = _output.WrittenSpan.ToArray();
        _output.ResetWrittenCount();
        return bytes;
    }

    /// <summary>Asks for the server's clock. Two requests have to be at least two seconds apart.</summary>
    public void RequestTime()
    {
        RequireReady();
        _output.Write(FieldWriter.Encode(new CurrentTimeRequest(), Version));
    }

    /// <summary>What the Gateway says of the broker from now on is news.</summary>
    public void EndBeginning() => _isBeginning = false;

    /// <summary>Asks for positions, balances and orders; what comes is collected until the reading is ended.</summary>
    /// <param name="withoutOrders">why orders are not asked for; null: they are.</param>
    public void BeginAccountReading(UnreadCause? withoutOrders)
    {
        RequireReady();
        if (_accounts.IsReading)
            throw new InvalidOperationException("the accounts are being read already");

        _accounts.Begin(withoutOrders, Version);
    }

    /// <summary>
    /// Ends the reading that was begun; parts that are not answered yet took longer than the timeout.
    /// </summary>
    public AccountSnapshot EndAccountReading(DateTimeOffset at, TimeSpan timeout) =>
        _accounts.End(at, timeout, Version);

    /// <summary>
    /// Takes messages off <paramref name="received"/> up to the first that matters; null: more bytes are needed.
    /// </summary>
    /// <exception cref="TwsProtocolException">The peer does not speak TWS; the session is over.</exception>
    public TwsEvent? Next(ref ReadOnlySequence<byte> received)
    {
        if (Stage == TwsStage.Hello)
            return AgreeOnVersion(ref received);

        while (FrameReader.TryRead(ref received, FrameReader.MaxPayload, out var payload))
            if (Take(payload) is { } @event)
                return @event;

        return null;
    }

    /// <summary>What it means that the peer closes the connection now, for a person.</summary>
    /// <param name="anyByte">the peer sent something, if not a whole message.</param>
    public string DescribeClose(bool anyByte) =>
        (Stage, anyByte) switch
        {
            (TwsStage.Hello, false) =>
                "closed without a byte: the Gateway denies access to this host, or a proxy listens in its place",
            (TwsStage.Hello, true) => "closed in the middle of the handshake",
            (TwsStage.StartApi, _) when ClientIdInUse => $"client id {ClientId} is in use by another connection",
            (TwsStage.StartApi, _) => $"closed after START_API with client id {ClientId}{Because()}",
            _ => $"the peer closed the session{Because()}",
        };

    private TwsEvent.VersionAgreed? AgreeOnVersion(ref ReadOnlySequence<byte> received)
    {
        var hello = ReadHello(ref received);
        if (hello is null)
            return null;

        if (hello.Version < 0)
            throw new TwsProtocolException(
                TwsProblem.Redirect,
                $"the peer redirects to {Excerpt.Of(hello.ConnectionTime)}, which a local Gateway never does"
            );

        if (hello.Version < ServerVersion.OldestAccepted.Number || hello.Version > _maxVersion)
            throw new TwsProtocolException(
                TwsProblem.VersionOutOfRange,
                $"the peer speaks version {hello.Version}, the agent {ServerVersion.OldestAccepted} to {_maxVersion}"
            );

        Version = new(hello.Version);
        Stage = TwsStage.StartApi;
        _output.Write(FieldWriter.Encode(new StartApi(ClientId), Version));
        return new(hello);
    }

    private static ServerHello? ReadHello(ref ReadOnlySequence<byte> received)
    {
        var all = received;
        try
        {
            return FrameReader.TryRead(ref received, FrameReader.MaxHandshakePayload, out var payload)
                ? ServerHello.Read(payload.ToArray())
                : null;
        }
        catch (TwsProtocolException e)
        {
            throw new TwsProtocolException(
                TwsProblem.NotTws,
                $"the peer is not a Gateway, it answers {Excerpt.Of(all)}: {e.Message}"
            );
        }
    }

    private TwsEvent? Take(in ReadOnlySequence<byte> payload)
    {
        var id = (ServerMessageId)FrameReader.PeekNumber(payload);
        switch (id)
        {
            case ServerMessageId.NextValidId:
                FrameReader.Read<NextValidId>(payload, Version);
                _orderIdSeen = true;
                return BecomeReady();
            case ServerMessageId.ManagedAccounts:
                Accounts = FrameReader.Read<ManagedAccounts>(payload, Version).Accounts;
                return Stage == TwsStage.Ready ? new TwsEvent.AccountsNamed() : BecomeReady();
            case ServerMessageId.ErrorMessage:
                return Take(FrameReader.Read<ErrorMessage>(payload, Version));
            case ServerMessageId.CurrentTime:
                return new TwsEvent.TimeTold(FrameReader.Read<CurrentTime>(payload, Version).Time);
            default:
                return TakeRow(id, payload);
        }
    }

    private TwsEvent.AccountAnswered? TakeRow(ServerMessageId id, in ReadOnlySequence<byte> payload)
    {
        if (_accounts.TryTake(id, payload, Version))
            return IsAccountAnswered ? new() : null;

        SkippedMessages++;
        return null;
    }

    private TwsEvent.BecameReady? BecomeReady()
    {
        if (Stage == TwsStage.Ready || !_orderIdSeen || Accounts.Length == 0)
            return null;

        Stage = TwsStage.Ready;
        return new();
    }

    private TwsEvent.Noticed Take(ErrorMessage notice)
    {
        _link.Take(notice, _isBeginning);
        _accounts.Take(notice, IsReadOnly, Version);
        return new(notice);
    }

    private void RequireReady()
    {
        if (Stage != TwsStage.Ready)
            throw new InvalidOperationException("the session is not ready: the server would drop the request");
    }

    private string Because() => _link.LastError is { } error ? $", last it said: {error}" : "";
}
