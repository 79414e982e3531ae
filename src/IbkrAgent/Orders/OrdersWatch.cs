using IbkrAgent.Alerts;
using IbkrAgent.Gateway;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Orders;

/// <summary>Notices what becomes of one gateway's orders: at each start, and when the arm file comes or goes.</summary>
internal sealed class OrdersWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _looking = new();
    private readonly Live<GatewaySettings> _settings;
    private readonly HostPaths _paths;
    private readonly OrdersFile _file;
    private readonly Action<SupervisorEvent> _publish;
    private readonly Action<Alert> _send;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _name;
    private UnitStatus _unit = UnitStatus.Unknown;
    private OrdersMemory _memory;
    private volatile OrdersReport? _report;

    public OrdersWatch(
        Live<GatewaySettings> settings,
        HostPaths paths,
        OrdersFile file,
        Action<SupervisorEvent> publish,
        Action<Alert> send,
        TimeProvider clock,
        ILogger logger
    )
    {
        (_settings, _paths, _file, _publish, _send) = (settings, paths, file, publish, send);
        (_clock, _logger, _name) = (clock, logger, settings.Current.Name.ToString());
        (_memory, var problem) = file.Read();
        if (problem is not null)
            logger.OrdersUnusable(_name, file.Path, problem);
    }

    /// <summary>Null: systemd was not asked yet.</summary>
    public OrdersReport? Report => _report;

    /// <summary>The Gateway that runs was told to take no orders: it would not show any either.</summary>
    public bool IsReadOnly => _report is { Running.ReadOnlyApi: true };

    /// <summary>Nobody has said anything of orders: then only a start or other settings change what there is.</summary>
    private bool IsSettled => _settings.Current.Orders.Enabled is null && _report is { IsUndecided: true };

    /// <summary>Of what is published about the unit, what concerns orders; it is known before anybody goes on.</summary>
    public void Hear(SupervisorEvent @event)
    {
        if (@event is not SupervisorEvent.UnitObserved { Unit: var unit })
            return;

        lock (_looking)
        {
            _unit = unit;
            Look();
        }
    }

    /// <summary>Looks at intervals until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (; ; await Task.Delay(Interval, _clock, cancellationToken))
            lock (_looking)
                if (_unit.IsKnown && !IsSettled)
                    Look();
    }

    private void Look()
    {
        var before = _report;
        var report = OrdersLook.Of(_paths, _settings.Current, _unit);
        if (report == before)
            return;

        _report = report;
        if (report.IsOutdated != (before?.IsOutdated ?? false))
            _publish(new SupervisorEvent.LaunchObserved(_clock.GetUtcNow(), report.IsOutdated));
        if (!report.IsUndecided)
            _logger.OrdersSeen(_name, OrdersText.Running(report), OrdersText.Next(report.Next));
        Tell(report);
    }

    private void Tell(OrdersReport report)
    {
        var (memory, alert) = OrdersNews.Tell(
            _memory,
            report,
            _settings.Current.Name,
            _unit.InvocationId,
            _clock.GetUtcNow()
        );
        if (alert is not null)
        {
            _logger.OrdersTold(_name, alert.Code, alert.Text, alert.WhatToDo);
            _send(alert);
        }

        if (memory != _memory)
            Save(memory);
    }

    private void Save(OrdersMemory memory)
    {
        _memory = memory;
        try
        {
            _file.Write(memory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.OrdersNotSaved(_name, _file.Path, exception);
        }
    }
}
