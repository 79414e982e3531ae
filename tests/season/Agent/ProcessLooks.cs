using System.Collections.Immutable;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Season.World;
using IbkrAgent.Supervision;

namespace IbkrAgent.Season.Agent;

/// <summary>What the host shows of the Gateway's processes and port: looked at now and then, and when it moves.</summary>
internal sealed class ProcessLooks(Host host, AgentProcess agent)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly HostUser Gateway = new(998, "ibkr-gateway");

    private ProcessPicture _picture = ProcessPicture.Empty;
    private ImmutableArray<Condition> _told = [];
    private string _run = "";
    private bool _isSoon;

    public ProcessReport? Latest => _picture.Report;

    public NetworkReport? LatestPort { get; private set; }

    public void Begin()
    {
        Look();
        agent.Later(Interval, Begin);
    }

    public void LookSoon()
    {
        if (_isSoon)
            return;

        _isSoon = true;
        agent.Later(
            Moment,
            () =>
            {
                _isSoon = false;
                Look();
            }
        );
    }

    private void Look()
    {
        var unit = host.Unit.Status;
        if (!unit.IsActive || host.Unit.Process is not { } process)
        {
            (_picture, LatestPort) = (ProcessPicture.Empty, null);
            Tell();
            return;
        }

        var now = host.Time.Now;
        var before = unit.InvocationId == _run ? _picture : ProcessPicture.Empty;
        var memory = new MemoryReading(process.Memory, 2048L << 20, WithFileCache: false);
        _picture = before.After(new(now, unit.MainPid, [process.Pid], memory), host.Settings.Watch);
        _run = unit.InvocationId;
        LatestPort = new(
            now,
            host.Settings.Api.Port,
            process.IsServing ? PortReach.AllAddresses : PortReach.Closed,
            process.IsServing ? Gateway : null,
            OtherClients: process.CanTrade ? 2 : 0,
            OthersMovedAt: process.CanTrade ? now : null,
            LeftOpen: 0
        );
        if (_picture.Report?.Relaunches > (before.Report?.Relaunches ?? 0))
            agent.Replace(now);
        Tell();
    }

    private void Tell()
    {
        if (_told.SequenceEqual(_picture.Conditions))
            return;

        _told = _picture.Conditions;
        agent.Hear(new SupervisorEvent.ConditionsObserved(host.Time.Now, ConditionSource.Process, _told));
    }
}
