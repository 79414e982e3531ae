using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Season.World;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.Agent;

/// <summary>Plans the restarts by the timer and follows every restart, as the daemon's loop does.</summary>
internal sealed class RestartFollower
{
    private const string Who = "the agent";
    private const string ByItself = "When the Gateway ends or restarts by its own clock is not known.";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly Host _host;
    private readonly AgentProcess _agent;
    private readonly Queue<Action> _messages = [];
    private RestartPlan _plan;
    private RestartReport? _begun;
    private DateTimeOffset _lookedAt;
    private long _wait;
    private bool _isBusy = true; // until the agent has settled

    public RestartFollower(Host host, AgentProcess agent, RestartMemory memory)
    {
        (_host, _agent, Memory) = (host, agent, memory);
        _plan = RestartPlan.Begin(memory.Plan);
        _begun = memory.Proof?.Report;
    }

    public RestartMemory Memory { get; private set; }

    /// <summary>It is not known yet what became of the last restart.</summary>
    public bool IsUnderWay => Memory.Proof is { IsOver: false };

    public RestartReport? ReportOf(RestartReport? decided) =>
        Memory.Proof is { Report: var followed } && (decided is null || IsSame(decided, followed)) ? followed : decided;

    public void Begin()
    {
        _isBusy = false;
        WorkOff();
    }

    /// <summary>The supervisor's report changed: the old run is still there when it restarts it.</summary>
    public void Hear(GatewayReport report)
    {
        if (report.Restart is { } restart && (_begun is null || !IsSame(restart, _begun)))
        {
            _begun = restart;
            var proof = RestartProving.Begin(restart, _agent.Report);
            Post(() => Memory = Memory.Begin(proof));
        }

        var run = report.Unit.InvocationId;
        Post(() => Apply(new RestartPlanEvent.RunObserved(_host.Time.Now, run)));
    }

    /// <summary>The Gateway began anew by itself.</summary>
    public void HearRelaunch() => Post(() => Apply(new RestartPlanEvent.Relaunched(_host.Time.Now)));

    /// <summary>The timer's service asks whether it may go on.</summary>
    public CheckReport PassGate()
    {
        var check = CheckAfresh();
        Post(() => Apply(new RestartPlanEvent.GateAsked(_host.Time.Now, check)));
        return check;
    }

    /// <summary>It has asked the supervisor.</summary>
    public void HearRequested(string? objection) =>
        Post(() => Apply(new RestartPlanEvent.Requested(_host.Time.Now, objection)));

    private CheckReport CheckAfresh()
    {
        _agent.Api.ReadAccounts();
        return Check();
    }

    private CheckReport Check() => RestartCheck.Of(_agent.Report, _host.Settings, _host.Time.Now);

    private void Post(Action message)
    {
        _messages.Enqueue(message);
        if (!_isBusy)
            WorkOff();
    }

    /// <summary>One message after the other; in between it is looked whether anything is due.</summary>
    private void WorkOff()
    {
        _isBusy = true;
        Follow();
        while (_messages.TryDequeue(out var message))
        {
            message();
            Follow();
        }

        _isBusy = false;
        var wait = ++_wait;
        _agent.Later(
            NextWait(),
            () =>
            {
                if (wait == _wait)
                    WorkOff();
            }
        );
    }

    private bool IsRoundDue => _host.Time.Now - _lookedAt >= LongestWait;

    private bool IsLookDue => RestartPlanner.NextLook(_plan, _host.Settings) <= _host.Time.Now;

    private TimeSpan NextWait()
    {
        if (IsUnderWay)
            return ShortestWait;

        var round = _lookedAt + LongestWait;
        var next = RestartPlanner.NextLook(_plan, _host.Settings) is { } look && look < round ? look : round;
        return next > _host.Time.Now ? next - _host.Time.Now : TimeSpan.Zero;
    }

    private void Follow()
    {
        if (Memory.Proof is { IsOver: false } proof)
            Follow(proof);
        if (!IsRoundDue && !IsLookDue)
            return;

        if (IsRoundDue)
        {
            _lookedAt = _host.Time.Now;
            Apply(new RestartPlanEvent.TimerObserved(_host.Time.Now, _host.Timer.NextElapse));
        }

        var check = IsLookDue ? CheckAfresh() : Check();
        Apply(new RestartPlanEvent.Looked(_host.Time.Now, check));
    }

    private void Follow(RestartProof proof)
    {
        var now = _agent.Report;
        var (next, alert) = RestartProving.Follow(proof, now, _host.Settings, _host.Time.Now);
        if (next == proof)
            return;

        Memory = Memory with { Proof = next };
        if (next.IsOver)
            _host.Referee.OnProof(_host, next.Report, proof.AccountsBefore, now.Account);
        if (alert is not null)
            _agent.Send(alert);
    }

    private void Apply(RestartPlanEvent happened)
    {
        var step = RestartPlanner.Decide(_plan, happened, _host.Settings, ByItself);
        _plan = step.Plan;
        Memory = Memory with { Plan = step.Plan.Memory };
        foreach (var decision in step.Decisions)
            CarryOut(decision);
    }

    private void CarryOut(RestartPlanDecision decision)
    {
        switch (decision)
        {
            case RestartPlanDecision.Say say:
                _host.Referee.OnSaid(_host.Time.Now, say.What);
                break;
            case RestartPlanDecision.SendAlert send:
                _agent.Send(send.Alert);
                break;
            case RestartPlanDecision.AskForRestart ask:
                Ask(new OperatorWish.ScheduledRestart(ask.Why));
                break;
            case RestartPlanDecision.AskForLogin ask:
                Ask(new OperatorWish.ScheduledLogin(ask.Why));
                break;
            default:
                throw new InvalidOperationException($"no way to carry out {decision}");
        }
    }

    private void Ask(OperatorWish wish) =>
        _agent.Ask(
            Who,
            wish,
            (reply, message) =>
            {
                var objection = reply == OperatorReply.Accepted ? null : message;
                Post(() => Apply(new RestartPlanEvent.Answered(_host.Time.Now, objection)));
            }
        );

    private static bool IsSame(RestartReport one, RestartReport other) =>
        (one.Intent, one.At) == (other.Intent, other.At);
}
