using IbkrAgent.Accounts;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Season.World;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.Agent;

/// <summary>The daemon, from its start to its end: the real rules, and around them what its shell does.</summary>
internal sealed class AgentProcess
{
    private readonly Host _host;
    private readonly DeadlineTimers _deadlines;
    private readonly ProcessLooks _processes;
    private readonly Queue<SupervisorEvent> _heard = [];
    private readonly Dictionary<long, Action<OperatorReply, string>> _requests = [];
    private SupervisorState _state;
    private long _nextRequest;
    private bool _isDeciding;

    public AgentProcess(Host host, SupervisorMemory memory, RestartMemory restarts)
    {
        _host = host;
        _state = SupervisorState.Begin(memory, host.Time.Now);
        _deadlines = new(host.Time, deadline => Hear(new SupervisorEvent.DeadlinePassed(host.Time.Now, deadline)));
        _processes = new(host, this);
        Api = new(host, this);
        Restarts = new(host, this, restarts);
    }

    public ApiWatch Api { get; }

    public RestartFollower Restarts { get; }

    public bool HasEnded { get; private set; }

    public SupervisorMemory Memory => _state.Memory;

    public GatewayReport Report
    {
        get
        {
            var report = SupervisorReport.Of(_state, _host.Settings, _host.Time.Now);
            return report with
            {
                Account = Api.Account,
                Session = Api.Session,
                Process = _processes.Latest,
                Network = _processes.LatestPort,
                Inhibitors = _host.Inhibitors.Standing(_host.Time.Now),
                Restart = Restarts.ReportOf(report.Restart),
            };
        }
    }

    /// <summary>Reads the world, then decides.</summary>
    public void Begin(DateTimeOffset bootedAt, IReadOnlyList<SupervisorEvent> journal)
    {
        var now = _host.Time.Now;
        Shuffle();
        Hear(new SupervisorEvent.HostBooted(now, bootedAt));
        Hear(new SupervisorEvent.InstallationObserved(now, "", GatewayUnit.Means));
        Hear(new SupervisorEvent.UnitObserved(now, _host.Unit.Status, _host.Unit.End));
        foreach (var entry in journal)
            Hear(entry);
        Hear(new SupervisorEvent.Settled(now));
        _processes.Begin();
        Restarts.Begin();
    }

    /// <summary>What it leaves on disk.</summary>
    public (SupervisorMemory Memory, RestartMemory Restarts) End(bool inOrder)
    {
        if (inOrder)
            Hear(new SupervisorEvent.AgentStopping(_host.Time.Now));
        HasEnded = true;
        return (_state.Memory, Restarts.Memory);
    }

    /// <summary>One at a time, in the order in which they came.</summary>
    public void Hear(SupervisorEvent happened)
    {
        _heard.Enqueue(happened);
        if (_isDeciding || HasEnded)
            return;

        _isDeciding = true;
        while (_heard.TryDequeue(out var next) && !HasEnded)
            Decide(next);
        _isDeciding = false;
    }

    public void Ask(string who, OperatorWish wish, Action<OperatorReply, string> answer)
    {
        _requests[++_nextRequest] = answer;
        Hear(new SupervisorEvent.OperatorAsked(_host.Time.Now, _nextRequest, who, wish));
    }

    private void Decide(SupervisorEvent happened)
    {
        if (happened is SupervisorEvent.UnitObserved or SupervisorEvent.ControllerSaid)
            _processes.LookSoon();
        var before = _state;
        var step = Supervisor.Decide(before, happened, _host.Settings);
        _state = step.State;
        foreach (var decision in step.Decisions)
            CarryOut(decision);
        Tell(before);
    }

    private void Tell(SupervisorState before)
    {
        if (_state.Phase == Phase.Pausing && before.Phase != Phase.Pausing)
            Shuffle();
        if (_state.Plan != before.Plan)
            _host.Referee.OnSaid(_host.Time.Now, _state.Plan);
        if (_state.Finding.Verdict != before.Finding.Verdict)
            _host.Referee.OnVerdict(_host, _state.Finding);
        if (
            _state.Finding != before.Finding
            || _state.Plan != before.Plan
            || _state.WishChange != before.WishChange
            || _state.LastRestart != before.LastRestart
        )
            Restarts.Hear(SupervisorReport.Of(_state, _host.Settings, _host.Time.Now));
    }

    private void CarryOut(Decision decision)
    {
        var now = _host.Time.Now;
        switch (decision)
        {
            case Decision.RestartUnit restart:
                _host.Referee.OnRestart(_host, _state.LastRestart!);
                _host.Unit.Restart(restart.Intent);
                break;
            case Decision.ReloadUnit reload:
                _host.Referee.OnRestart(_host, _state.LastRestart!);
                _host.Unit.Reload(reload.Intent);
                break;
            case Decision.StopUnit stop:
                _host.Referee.OnStop(_host, stop.Why);
                _host.Unit.Stop(stop.Intent);
                break;
            case Decision.SetDeadline set:
                _deadlines.Set(set.Deadline, set.At);
                break;
            case Decision.ClearDeadline clear:
                _deadlines.Clear(clear.Deadline);
                break;
            case Decision.WatchApi watch:
                Api.Watch(watch.Watch);
                break;
            case Decision.ReconnectApi:
                Api.Reconnect();
                break;
            case Decision.ProveSilence:
                Api.ProveSilence();
                break;
            case Decision.ProbeBroker:
                After(300, at => new SupervisorEvent.BrokerProbed(at, _host.Broker.IsReachable, "no route to host"));
                break;
            case Decision.LookForViewer:
                After(20, at => new SupervisorEvent.WindowLookedAt(at, HasViewer: false));
                break;
            case Decision.TakeTurn:
                Hear(new SupervisorEvent.TurnTaken(now)); // the only gateway of the host
                break;
            case Decision.LeaveTurn:
                break;
            case Decision.WouldHave would:
                _host.Referee.OnSaid(now, $"held: would have {would.What}");
                break;
            case Decision.SendAlert send:
                Send(send.Alert);
                break;
            case Decision.Answer answer:
                _requests[answer.Request](answer.Reply, answer.Message);
                break;
            default:
                throw new InvalidOperationException($"no way to carry out {decision}");
        }
    }

    public void Send(Alerts.Alert alert)
    {
        _host.Referee.OnAlert(_host.Time.Now, alert);
        _host.Operator.Read(alert);
    }

    /// <summary>Another Java process than before runs in the unit.</summary>
    public void Replace(DateTimeOffset at)
    {
        Hear(new SupervisorEvent.JavaReplaced(at));
        Restarts.HearRelaunch();
    }

    public void ShowAccount(AccountSnapshot account) =>
        Hear(new SupervisorEvent.AccountsRead(_host.Time.Now, Holdings.Of(account)));

    /// <summary>Later, unless the daemon has ended by then.</summary>
    public void Later(TimeSpan wait, Action what) =>
        _host.Time.After(
            wait,
            () =>
            {
                if (!HasEnded)
                    what();
            }
        );

    private void After(int milliseconds, Func<DateTimeOffset, SupervisorEvent> answer) =>
        Later(TimeSpan.FromMilliseconds(milliseconds), () => Hear(answer(_host.Time.Now)));

    private void Shuffle() => Hear(new SupervisorEvent.Shuffled(_host.Time.Now, _host.Dice.Below(1001) / 1000.0));
}
