using IbkrAgent.Alerts;
using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Systemd.Bus;
using IbkrAgent.Systemd.Daemon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>The composition root of the daemon: what there is once is created here, and nothing is looked up.</summary>
/// <remarks>What there is once for each gateway is created by <see cref="GatewayRuntime"/>.</remarks>
internal static class DaemonHost
{
    /// <summary>
    /// Runs until systemd says stop. When a part fails the status is 1, and systemd starts the daemon anew.
    /// </summary>
    /// <param name="load">reads the settings again.</param>
    public static async Task<int> RunAsync(
        AgentSettings settings,
        Func<SettingsOutcome> load,
        HostPaths paths,
        IController controller
    )
    {
        var clock = TimeProvider.System;
        await using var output = new LogOutput(
            Environment.GetEnvironmentVariable("JOURNAL_STREAM"),
            Console.Error.WriteLine
        );
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        var logger = loggers.CreateLogger<GatewayService>();
        Announce(settings, clock.GetUtcNow(), logger);

        var notifier = new ServiceNotifier();
        await using var bus = new SystemBus();
        using var units = new Units(bus);
        var credentials = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        var live = new Live<AgentSettings>(settings);
        var channels = AlertChannels.Open(credentials, clock, logger);
        using var alerts = new AlertSender(channels, paths, live, clock, loggers.CreateLogger<AlertSender>());
        using var turns = new LoginTurns(clock);
        var parts = new DaemonParts(
            paths,
            controller,
            units,
            new BootTime(bus, units, clock),
            alerts,
            turns,
            credentials,
            clock,
            logger
        );
        using var gateways = new GatewaySet(live, parts);
        var status = new StatusBoard(() => gateways.Reports, notifier);
        using var reload = new SettingsReload(
            load,
            gateways.WhenSettledAsync,
            gateways.ApplyAsync,
            status,
            notifier,
            logger
        );
        using var control = new ControlServer(
            new ControlSocket(paths.ControlSocket),
            new GatewayDesk(gateways, status, reload, TestAlertAsync),
            CommandLine.Version,
            clock,
            loggers
        );
        using var questions = new TelegramQuestions(
            TelegramChat.TryOpen(credentials, clock, out var problem),
            problem,
            live,
            new AnswerDesk(() => gateways.Reports, status, new(bus, clock), CommandLine.Version, clock).AnswerAsync,
            clock,
            loggers.CreateLogger<TelegramQuestions>()
        );
        using var service = new GatewayService(gateways, status, logger);
        using var hangups = new HangupWatch(reload);
        using var watchdog = new Watchdog(gateways, notifier, clock);
        var heartbeat = DeadMansSwitch.Open(credentials, clock, logger);
        using var deadMansSwitch = new DeadMansSwitch(heartbeat, gateways.PingAsync, live, clock, logger);
        await RunHostAsync(
            [control, alerts, questions, service, hangups, watchdog, deadMansSwitch],
            loggers,
            notifier,
            logger
        );
        return service.ExecuteTask is { IsFaulted: true } ? (int)ExitCode.Failure : (int)ExitCode.Ok;

        Task<OperatorAnswer> TestAlertAsync(string? channel, CancellationToken cancellationToken) =>
            AlertTest.RunAsync(
                channels,
                channel,
                live.Current.Alerts,
                Environment.MachineName,
                clock.GetUtcNow(),
                cancellationToken
            );
    }

    private static void Announce(AgentSettings settings, DateTimeOffset at, ILogger logger)
    {
        foreach (var gateway in settings.Gateways)
            logger.AgentBegins(
                CommandLine.Version,
                gateway.Name.ToString(),
                gateway.Mode.ToString(),
                gateway.TradingMode.ToString()
            );
        foreach (var warning in settings.Warnings)
            logger.SettingWeakens(warning.ToString());
        if (settings.Gateways[0].Schedule.Calendar.NoticeAt(at) is { } notice)
            logger.CalendarEnds(notice);
    }

    private static async Task RunHostAsync(
        IHostedService[] services,
        ILoggerFactory loggers,
        ServiceNotifier notifier,
        ILogger logger
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "ibkr-agent" });
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        foreach (var service in services)
            builder.Services.AddSingleton(service);
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var registration = lifetime.ApplicationStopping.Register(() =>
        {
            logger.AgentStopping();
            notifier.Stopping("stopping; the Gateway is left as it is");
        });
        await host.RunAsync();
    }
}
