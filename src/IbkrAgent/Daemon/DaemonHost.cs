using IbkrAgent.Alerts;
using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Dependents;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;
using IbkrAgent.Systemd.Daemon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>The composition root of the daemon: everything is created here, and nothing is looked up.</summary>
internal static class DaemonHost
{
    /// <summary>Runs until systemd says stop. When a part fails the status is 1, and systemd starts the daemon anew.</summary>
    public static async Task<int> RunAsync(AgentSettings settings, HostPaths paths, IController controller)
    {
        var clock = TimeProvider.System;
        var gateway = settings.Gateway;
        var name = gateway.Name.ToString();
        var unitName = UnitNames.GatewayService(gateway.Name);

        await using var output = new LogOutput(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), Console.Error.WriteLine);
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        var logger = loggers.CreateLogger<GatewayService>();
        logger.AgentBegins(CommandLine.Version, name, gateway.Mode.ToString(), gateway.TradingMode.ToString());
        foreach (var warning in settings.Warnings)
            logger.SettingWeakens(warning.ToString());

        var notifier = new ServiceNotifier();
        await using var bus = new SystemBus();
        using var units = new Units(bus);

        var file = new StateFile(paths.StateFile(gateway.Name));
        var (memory, cursor) = Recall(file, clock, name, logger);
        using var loop = new SupervisorLoop(gateway, memory, cursor, file, new(paths.HandsOff), clock, logger);
        var credentials = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        var channel = AlertChannels.Open(credentials, clock, logger);
        using var alerts = new AlertSender(channel, clock, loggers.CreateLogger<AlertSender>());
        using var dependents = new DependentsLoop(gateway, paths, units, credentials, alerts.Send, clock, logger);
        loop.Reported += dependents.Hear;
        var installation = new InstallationWatch(gateway, paths, controller, clock, loop.Publish, logger);
        var board = new ApiBoard(gateway, clock, loop.Publish, logger);
        var api = new ApiMonitor(gateway, ApiTimeouts.Default, ApiMonitorTiming.Of(gateway), clock, board);
        var processes = new ProcessObserver(
            units,
            name,
            unitName,
            gateway.Watch,
            new ControlGroupMemory(),
            new ConditionNews(ConditionSource.Process, clock, loop.Publish),
            PublishProcess,
            clock,
            logger
        );
        var network = new NetworkObserver(
            name,
            gateway.Api.Port,
            new ApiPortTable(gateway.Api.Port),
            () => [api.LocalPort],
            new ConditionNews(ConditionSource.Network, clock, loop.Publish),
            clock,
            logger
        );
        var watch = new HostWatch(processes, network, clock);
        var unit = new GatewayUnit(units, name, unitName, controller, clock, PublishUnit, logger);
        var journal = new GatewayJournal(
            name,
            unitName,
            cursor,
            controller,
            BootTimeAsync,
            clock,
            PublishEntryAsync,
            loop.Publish,
            logger
        );
        using var broker = new BrokerProbe(name, gateway.Watch.BrokerHost, clock, loop.Publish, logger);
        using var proving = new SilenceProving(gateway, api, clock, loop.Publish, logger);
        var requests = new OperatorRequests();
        var desk = new GatewayDesk(loop, board, processes, network, dependents, requests, clock);
        using var stopping = new CancellationTokenSource();
        var executor = new DecisionExecutor(name, unit, api, proving, broker, alerts, requests, logger, stopping.Token);
        using var control = new ControlServer(
            new ControlSocket(paths.ControlSocket),
            desk,
            CommandLine.Version,
            clock,
            loggers
        );
        using var service = new GatewayService(name, loop, unit, journal, installation, api, watch, executor, notifier, clock, logger);
        using var watchdog = new Watchdog(loop, notifier, clock);

        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "ibkr-agent" });
        builder.Services.AddSingleton<ILoggerFactory>(loggers);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        foreach (var hosted in (IHostedService[])[control, alerts, service, dependents, watchdog])
            builder.Services.AddSingleton(hosted);
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var registration = lifetime.ApplicationStopping.Register(() =>
        {
            logger.AgentStopping();
            notifier.Stopping("stopping; the Gateway is left as it is");
            stopping.Cancel();
        });

        await host.RunAsync();
        return service.ExecuteTask is { IsFaulted: true } ? (int)ExitCode.Failure : (int)ExitCode.Ok;

        void PublishUnit(SupervisorEvent @event)
        {
            loop.Publish(@event);
            watch.Hear(@event);
        }

        void PublishProcess(SupervisorEvent @event)
        {
            loop.Publish(@event);
            dependents.Hear(@event);
        }

        ValueTask PublishEntryAsync(SupervisorEvent? @event, string place, CancellationToken cancellationToken)
        {
            watch.Hear(@event);
            return loop.PublishAsync(@event, place, cancellationToken);
        }

        async Task<DateTimeOffset> BootTimeAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                await bus.WaitUntilConnectedAsync(cancellationToken);
                try
                {
                    return await units.GetBootTimeAsync(cancellationToken) ?? DateTimeOffset.UnixEpoch;
                }
                catch (SystemdException)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
                }
            }
        }
    }

    /// <summary>What the last daemon remembered. What cannot be understood counts as spent, and is kept for a human.</summary>
    private static (SupervisorMemory Memory, string? Cursor) Recall(
        StateFile file,
        TimeProvider clock,
        string gateway,
        ILogger logger
    )
    {
        switch (file.Read())
        {
            case StateReading.Known known:
                return (known.Document.Memory, known.Document.Cursor);
            case StateReading.Unusable unusable:
                var now = clock.GetUtcNow();
                logger.StateUnusable(gateway, file.SetAside(now), unusable.Why);
                var spent = SupervisorMemory.Empty with { Ledger = LoginLedger.Empty with { UnknownSince = now } };
                file.Write(spent, null); // the start gate and the next daemon have to know it too
                return (spent, null);
            default:
                return (SupervisorMemory.Empty, null);
        }
    }
}
