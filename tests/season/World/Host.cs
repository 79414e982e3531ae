using IbkrAgent.Restarts;
using IbkrAgent.Season.Agent;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.World;

/// <summary>One host with one Gateway, its agent, and the people and servers around it.</summary>
internal sealed class Host
{
    private static readonly TimeSpan AgentStart = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LogDelay = TimeSpan.FromMilliseconds(100);

    private readonly List<SupervisorEvent> _untold = [];
    private DateTimeOffset _bootedAt;
    private SupervisorMemory _memory = SupervisorMemory.Empty;
    private RestartMemory _restarts = RestartMemory.Empty;

    public Host(Timeline time, Dice dice, GatewaySettings settings, Defects defects, Referee referee)
    {
        (Time, Dice, Settings, Defects, Referee) = (time, dice, settings, defects, referee);
        _bootedAt = time.Now;
        Broker = new(time);
        Phone = new(this);
        Unit = new(this);
        Trading = new(this);
        Operator = new(this);
        Timer = new(this);
        Broker.Changed += () => Unit.Process?.FeelBroker();
    }

    public Timeline Time { get; }

    public Dice Dice { get; }

    public GatewaySettings Settings { get; }

    public Defects Defects { get; }

    public Referee Referee { get; }

    public BrokerServers Broker { get; }

    public Phone Phone { get; }

    public GatewayUnit Unit { get; }

    public Trading Trading { get; }

    public Operator Operator { get; }

    public RestartTimer Timer { get; }

    /// <summary>Null while it is being started, or the host is off.</summary>
    public AgentProcess? Agent { get; private set; }

    public bool IsOff { get; private set; }

    /// <summary>On disk, too: who asked that a restart waits.</summary>
    public InhibitorBook Inhibitors { get; private set; } = InhibitorBook.Empty;

    /// <summary>What is on disk.</summary>
    public SupervisorMemory Memory => Agent?.Memory ?? _memory;

    public void Begin()
    {
        Trading.Begin();
        Timer.Begin();
        StartAgent();
    }

    /// <summary>Puts an entry into the journal, which a new agent reads from where the old one ended.</summary>
    public void Log(Func<DateTimeOffset, SupervisorEvent> entry)
    {
        var written = entry(Time.Now);
        Time.After(
            LogDelay,
            () =>
            {
                if (Agent is { } agent)
                    agent.Hear(written);
                else
                    _untold.Add(written);
            }
        );
    }

    /// <summary>A bot asks that a restart waits; the agent takes it down while it runs.</summary>
    public void Inhibit(TimeSpan lasts)
    {
        if (
            Agent is null
            || Inhibitors.Take(new("bot", "closing positions", lasts), "uid 1001", Time.Now) is not { } book
        )
            return;

        Inhibitors = book;
        Trading.KeepOpenUntil(Time.Now + lasts);
    }

    /// <summary>The unit changed: the bus tells whoever listens.</summary>
    public void TellUnit() => Agent?.Hear(new SupervisorEvent.UnitObserved(Time.Now, Unit.Status, Unit.End));

    public void RestartAgent(bool inOrder)
    {
        if (Agent is null)
            return;

        StopAgent(inOrder);
        Time.After(AgentStart, StartAgent);
    }

    /// <summary>In order, with the login kept; or the power fails.</summary>
    public void Reboot(bool inOrder, TimeSpan takes)
    {
        if (Agent is null)
            return;

        StopAgent(inOrder);
        IsOff = true;
        var off = inOrder ? Unit.ShutDown() : Unit.LosePower();
        Time.After(off + takes, Boot);
    }

    private void Boot()
    {
        IsOff = false;
        _bootedAt = Time.Now;
        Unit.Forget();
        Time.After(AgentStart, StartAgent);
    }

    private void StopAgent(bool inOrder)
    {
        (_memory, _restarts) = Agent!.End(inOrder);
        Agent = null;
    }

    private void StartAgent()
    {
        Agent = new(this, _memory, _restarts);
        Agent.Begin(_bootedAt, [.. _untold]);
        _untold.Clear();
    }
}
