using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Dependents;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Orders;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd.Host;

namespace IbkrAgent.Daemon;

/// <summary>All that there is once for each gateway: its windows, its hands, and the supervisor between them.</summary>
internal sealed class GatewayRuntime : IDisposable
{
    private readonly DaemonParts _daemon;
    private readonly Live<GatewaySettings> _settings;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OperatorRequests _requests = new();
    private readonly SupervisorLoop _loop;
    private readonly InstallationWatch _installation;
    private readonly OrdersWatch _orders;
    private readonly ApiBoard _board;
    private readonly ApiMonitor _api;
    private readonly ProcessObserver _processes;
    private readonly NetworkObserver _network;
    private readonly HostWatch _host;
    private readonly GatewayUnit _unit;
    private readonly GatewayJournal _journal;
    private readonly BrokerProbe _broker;
    private readonly SilenceProving _proving;
    private readonly DecisionExecutor _executor;
    private readonly DependentsKeeper _dependents;
    private readonly RestartLoop _restarts;

    /// <param name="all">the settings of the host.</param>
    /// <param name="settings">those of this gateway, until others are applied.</param>
    public GatewayRuntime(Live<AgentSettings> all, GatewaySettings settings, DaemonParts daemon)
    {
        (_daemon, _settings, Name) = (daemon, new(settings), settings.Name);
        var (name, unitName) = (Name.ToString(), UnitNames.GatewayService(Name));
        var (paths, clock, logger) = (daemon.Paths, daemon.Clock, daemon.Logger);

        var file = new StateFile(paths.StateFile(Name));
        var (memory, cursor) = RecalledState.Of(file, name, clock, logger);
        _loop = new(
            settings,
            memory,
            cursor,
            file,
            new(paths.HandsOff),
            new(clock, HostClock.SinceBoot),
            clock,
            logger
        );
        _installation = new(all, _settings, paths, daemon.Controller, clock, _loop.Publish, logger);
        _orders = new(_settings, paths, new(paths.OrdersFile(Name)), _loop.Publish, daemon.Alerts.Send, clock, logger);
        var ports = new PortTable(() => _settings.Current.Api.Port);
        _board = new(
            _settings,
            () => _orders.IsReadOnly,
            new BrokerWitness(ports.ReadBrokerConnections),
            clock,
            _loop.Publish,
            logger
        );
        _api = new(_settings, ApiTimeouts.Default, () => ApiMonitorTiming.Of(_settings.Current), clock, _board);
        _processes = new(
            daemon.Units,
            name,
            unitName,
            () => _settings.Current.Watch,
            new ControlGroupMemory(),
            new ConditionNews(ConditionSource.Process, clock, _loop.Publish),
            PublishProcess,
            clock,
            logger
        );
        _network = new(
            name,
            () => _settings.Current.Api.Port,
            ports,
            () => [_api.LocalPort],
            new ConditionNews(ConditionSource.Network, clock, _loop.Publish),
            clock,
            logger
        );
        _host = new(_processes, _network, clock);
        _unit = new(daemon.Units, name, unitName, daemon.Controller, clock, PublishUnit, logger);
        _journal = new(
            name,
            unitName,
            cursor,
            daemon.Controller,
            daemon.BootTime.ReadAsync,
            clock,
            PublishEntryAsync,
            _loop.Publish,
            logger
        );
        _broker = new(name, () => _settings.Current.Watch.BrokerHost, clock, _loop.Publish, logger);
        _proving = new(_settings, _api, clock, _loop.Publish, logger);
        _executor = new(
            name,
            _unit,
            _api,
            _proving,
            _broker,
            new ViewerLook(name, new PortTable(() => _settings.Current.Watch.VncPort), clock, _loop.Publish, logger),
            daemon.Alerts,
            _requests,
            daemon.Turns,
            _loop.Publish,
            clock,
            logger,
            _ending.Token
        );
        _dependents = new(CreateDependents, () => _loop.Report);
        _loop.Reported += _dependents.Hear;
        _restarts = new(
            _settings,
            new(paths.RestartsFile(Name)),
            new(daemon.Units, name, UnitNames.RestartTimer(Name), logger),
            new RestartDesk(this, _board),
            daemon.Alerts.Send,
            clock,
            logger
        );
        _loop.Reported += _restarts.Hear;
        Inhibitors = new(new(paths.InhibitorFile(Name)), name, clock, logger);
    }

    public InstanceName Name { get; }

    /// <summary>Completes when the unit and the journal have been read up to now, and decisions have begun.</summary>
    public Task Settled => _settled.Task;

    public GatewayReport Report
    {
        get
        {
            var observed = Observed;
            return observed with { RestartCheck = CheckBrief.Of(CheckRestart(observed)) };
        }
    }

    private GatewayReport Observed
    {
        get
        {
            var report = _loop.Report;
            return report with
            {
                Session = _board.Session,
                Account = _board.Account,
                Orders = _orders.Report,
                Process = _processes.Latest,
                Network = _network.Latest,
                Dependents = _dependents.Reports,
                Inhibitors = Inhibitors.Standing,
                Restart = _restarts.ReportOf(report.Restart),
                RestartPlan = _restarts.Plan,
            };
        }
    }

    /// <summary>The report changed. Raised on the supervisor's loop; must not block.</summary>
    public event Action<GatewayReport>? Reported
    {
        add => _loop.Reported += value;
        remove => _loop.Reported -= value;
    }

    /// <summary>
    /// Other settings count from now on, without a restart of anything; false when they are the same.
    /// </summary>
    /// <remarks>A session is given up only for one at another place. What is read at a start counts from the
    /// next.</remarks>
    public bool TryApply(GatewaySettings next)
    {
        var before = _settings.Current;
        if (next == before)
            return false;

        _settings.Replace(next);
        _loop.Change(next);
        if (ApiEndpoint.ForDaemon(next.Api) != ApiEndpoint.ForDaemon(before.Api))
            _api.Reconnect();
        if ((next.Dependents, next.Mode, next.Supervision) != (before.Dependents, before.Mode, before.Supervision))
            _dependents.Change();
        return true;
    }

    /// <summary>Who has asked that a restart waits.</summary>
    public InhibitorKeeper Inhibitors { get; }

    /// <summary>Whether a restart is safe now.</summary>
    public CheckReport CheckRestart() => CheckRestart(Observed);

    private CheckReport CheckRestart(GatewayReport report) => RestartCheck.Of(report, _settings.Current, Now);

    /// <summary>The same for the timer's service: what may not be made now is put off.</summary>
    public Task<CheckReport> PassRestartGateAsync(CancellationToken cancellationToken) =>
        _restarts.PassGateAsync(cancellationToken);

    /// <summary>Completes when the supervisor has worked through everything that was there before.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => _loop.PingAsync(cancellationToken);

    /// <summary>Asks the supervisor, and waits for its answer.</summary>
    public Task<OperatorAnswer> AskAsync(string who, OperatorWish wish, CancellationToken cancellationToken)
    {
        if (wish is OperatorWish.ResetCounters)
            _dependents.Publish(new DependentsEvent.CountersReset(Now, Unit: null));
        return _requests.AskAsync(
            request => _loop.Publish(new SupervisorEvent.OperatorAsked(Now, request, who, wish)),
            _daemon.Clock,
            cancellationToken
        );
    }

    /// <summary>The same for whoever asks from outside: a scheduled restart is the plan's affair from then on.</summary>
    public async Task<OperatorAnswer> AskForOthersAsync(
        string who,
        OperatorWish wish,
        CancellationToken cancellationToken
    )
    {
        var answer = await AskAsync(who, wish, cancellationToken);
        if (wish is OperatorWish.ScheduledRestart)
            _restarts.HearRequested(answer);
        return answer;
    }

    /// <summary>The gateway is left alone from now on, and <see cref="RunAsync"/> comes to its end.</summary>
    public void End() => _ending.Cancel();

    /// <summary>Runs until cancelled. A part that fails takes the others with it, and this fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = cancellationToken.Register(_ending.Cancel);
        var token = _ending.Token;
        List<Task> parts =
        [
            NamedAsync("the supervisor's loop", _loop.RunAsync(_executor, token)),
            NamedAsync("watching the installation", _installation.RunAsync(token)),
            NamedAsync("watching orders", _orders.RunAsync(token)),
            NamedAsync("watching the unit", _unit.WatchAsync(token)),
            NamedAsync("following the journal", _journal.FollowAsync(token)),
            NamedAsync("watching the API", _api.RunAsync(token)),
            NamedAsync("watching processes and ports", _host.RunAsync(token)),
            NamedAsync("keeping the dependents", _dependents.RunAsync(token)),
            NamedAsync("planning restarts", PlanRestartsAsync(token)),
            NamedAsync("beginning", BeginAsync(token)),
        ];
        await foreach (var ended in Task.WhenEach(parts))
            if (ended.IsFaulted)
                await _ending.CancelAsync();

        await Task.WhenAll(parts);
    }

    public void Dispose()
    {
        _daemon.Turns.Leave(Name.ToString());
        _dependents.Dispose();
        _broker.Dispose();
        _proving.Dispose();
        _loop.Dispose();
        _ending.Dispose();
    }

    private DateTimeOffset Now => _daemon.Clock.GetUtcNow();

    /// <summary>Nothing is decided before the unit and the journal have been read up to now.</summary>
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_unit.Seen, _journal.CaughtUp, _installation.Seen).WaitAsync(cancellationToken);
        _loop.Publish(new SupervisorEvent.Settled(Now));
        await _loop.PingAsync(cancellationToken);
        _settled.SetResult();
    }

    /// <summary>Before the supervisor decides, it would refuse everything.</summary>
    private async Task PlanRestartsAsync(CancellationToken cancellationToken)
    {
        await Settled.WaitAsync(cancellationToken);
        await _restarts.RunAsync(cancellationToken);
    }

    private DependentsLoop CreateDependents() =>
        new(
            _settings.Current,
            _daemon.Paths,
            _daemon.Units,
            _daemon.CredentialsDirectory,
            _daemon.Alerts.Send,
            areGone => _loop.Publish(new SupervisorEvent.DependentsGone(Now, areGone)),
            _daemon.Clock,
            _daemon.Logger
        );

    private void PublishProcess(SupervisorEvent @event)
    {
        _loop.Publish(@event);
        _dependents.Hear(@event);
        _restarts.Hear(@event);
    }

    private void PublishUnit(SupervisorEvent @event)
    {
        _orders.Hear(@event);
        _loop.Publish(@event);
        _host.Hear(@event);
    }

    private ValueTask PublishEntryAsync(SupervisorEvent? @event, string place, CancellationToken cancellationToken)
    {
        _host.Hear(@event);
        return _loop.PublishAsync(@event, place, cancellationToken);
    }

    private async Task NamedAsync(string part, Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The daemon stops, or leaves the gateway.
        }
        catch (Exception exception)
        {
            _daemon.Logger.TaskFailed(Name.ToString(), part, exception);
            throw;
        }
    }
}
