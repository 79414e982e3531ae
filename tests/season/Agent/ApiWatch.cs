using IbkrAgent.Accounts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Season.World;
using IbkrAgent.Supervision;
using IbkrAgent.Tws;

namespace IbkrAgent.Season.Agent;

/// <summary>The agent's session with the API: what it sees of the Gateway, and when.</summary>
internal sealed class ApiWatch(Host host, AgentProcess agent)
{
    private const string Lost = "1100: connectivity between IBKR and the Gateway has been lost";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilentHold = TimeSpan.FromMinutes(5);

    private ApiStatus _shown = new ApiStatus.Unknown();
    private UpstreamWord _word;
    private string? _lost;
    private SessionReport? _report;
    private GatewayProcess? _readFrom;
    private int _session; // each attempt has a number: what belongs to an earlier one is over
    private bool _isWatching;
    private bool _isHeld;
    private bool _isProving;

    /// <summary>The last reading, perhaps of an earlier session; null before the first.</summary>
    public AccountSnapshot? Account { get; private set; }

    /// <summary>The session that is held; null while there is none.</summary>
    public SessionReport? Session => _isHeld ? _report : null;

    public void Watch(bool watch)
    {
        _isWatching = watch;
        _isHeld = false;
        _session++;
        if (watch)
            Attempt(_session);
        else
            Show(new ApiStatus.Unknown());
    }

    public void Reconnect()
    {
        if (!_isWatching)
            return;

        _isHeld = false;
        Attempt(++_session);
    }

    public void OnGatewayGone()
    {
        if (!_isHeld)
            return;

        _isHeld = false;
        Show(new ApiStatus.Lost("the Gateway closed the session"));
        Again(++_session, Second);
    }

    /// <summary>The Gateway lost the broker, or has it again: sessions that it answers are told.</summary>
    public void OnBroker(bool isThere)
    {
        if (!_isHeld)
            return;

        (_lost, _word) = isThere ? (null, UpstreamWord.Later) : (Lost, _word);
        if (Answers)
            Show(Ready);
    }

    /// <summary>Reads the accounts now, if there is a session.</summary>
    public void ReadAccounts()
    {
        if (!_isHeld || !Answers)
            return;

        var process = host.Unit.Process!;
        var isFirst = _readFrom != process;
        _readFrom = process;
        Account = host.Trading.Now.Read(host.Time.Now, host.Defects, isFirst);
        agent.ShowAccount(Account);
    }

    /// <summary>Three fresh handshakes, and a look at the bytes of the others.</summary>
    public void ProveSilence()
    {
        if (_isProving)
            return;

        _isProving = true;
        var half = host.Settings.Supervision.ProofDuration / 2;
        Try(0);

        void Try(int handshake)
        {
            if (Answers)
                Finish(SilenceVerdict.Answered);
            else if (handshake == 2)
                Finish(
                    host.Unit.Process is { IsDeafToAgent: true } && !host.Defects.ProofsLie
                        ? SilenceVerdict.OthersServed
                        : SilenceVerdict.Proved
                );
            else
                agent.Later(half, () => Try(handshake + 1));
        }

        void Finish(SilenceVerdict outcome)
        {
            _isProving = false;
            agent.Hear(new SupervisorEvent.ProofFinished(host.Time.Now, outcome, "3 handshakes in 60 s"));
        }
    }

    private bool Answers => host.Unit.Process is { IsServing: true, IsDeaf: false, IsDeafToAgent: false };

    private ApiStatus.Ready Ready =>
        new(
            176,
            host.Settings.Api.ClientId,
            Book.Account,
            _lost,
            _word,
            new BrokerConnections(Live: host.Unit.Process is { HasBroker: true } ? 1 : 0, Unanswered: 0)
        );

    private void Attempt(int session)
    {
        if (session != _session)
            return;

        if (host.Unit.Process is not { IsServing: true })
        {
            Show(new ApiStatus.Refused($"nobody listens on port {host.Settings.Api.Port}"));
            Again(session, Second);
        }
        else if (!Answers)
        {
            agent.Later(host.Settings.Api.HeartbeatTimeout, () => GiveUpAttempt(session));
        }
        else
        {
            Establish(session);
        }
    }

    private void GiveUpAttempt(int session)
    {
        if (session != _session)
            return;

        if (!Answers)
            Show(new ApiStatus.Silent(ApiStage.Handshake, "no answer to the hello"));
        Again(session, Second);
    }

    private void Establish(int session)
    {
        _isHeld = true;
        var now = host.Time.Now;
        _report = new(now, 176, Ready.ClientId, now, Second, TimeSpan.Zero, "", null, IsReadOnly: false, 0);
        _lost = null; // a new session need not be told
        _word = host.Unit.Process is { HasBroker: true } ? UpstreamWord.AsItBegan : UpstreamWord.None;
        Show(Ready);
        agent.Later(Second, () => KeepReading(session));
        agent.Later(host.Settings.Api.HeartbeatInterval, () => Beat(session));
    }

    private void KeepReading(int session)
    {
        if (session != _session)
            return;

        ReadAccounts();
        agent.Later(host.Settings.Account.ReadInterval, () => KeepReading(session));
    }

    private void Beat(int session)
    {
        if (session != _session)
            return;

        if (Answers)
        {
            Publish(Ready);
            agent.Later(host.Settings.Api.HeartbeatInterval, () => Beat(session));
        }
        else
        {
            agent.Later(host.Settings.Api.HeartbeatTimeout, () => AwaitLateAnswer(session, host.Time.Now + SilentHold));
        }
    }

    /// <summary>A session that fell silent is kept for a while: its answer may come late.</summary>
    private void AwaitLateAnswer(int session, DateTimeOffset until)
    {
        if (session != _session)
            return;

        if (Answers)
        {
            _lost = host.Unit.Process is { HasBroker: true } ? null : Lost;
            Beat(session);
        }
        else if (host.Time.Now >= until)
        {
            Reconnect();
        }
        else
        {
            Show(new ApiStatus.Silent(ApiStage.Heartbeat, "no answer to the heartbeat within 10 s"));
            agent.Later(Second, () => AwaitLateAnswer(session, until));
        }
    }

    private void Again(int session, TimeSpan wait) => agent.Later(wait, () => Attempt(session));

    private void Show(ApiStatus status)
    {
        if (status != _shown)
            Publish(status);
    }

    private void Publish(ApiStatus status)
    {
        _shown = status;
        agent.Hear(new SupervisorEvent.ApiObserved(host.Time.Now, status));
    }
}
