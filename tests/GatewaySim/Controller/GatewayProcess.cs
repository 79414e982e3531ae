using IbkrAgent.GatewaySim.Api;
using IbkrAgent.GatewaySim.Control;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>What runs in a java process: wires the parts and ends with the status they agree on.</summary>
internal sealed class GatewayProcess(JavaArguments arguments, GatewayLife life, TextWriter output, TimeProvider clock)
{
    /// <summary>The X display, as <c>DISPLAY</c> names it; without a name none is used.</summary>
    public string Display { get; init; } = "";

    public string AuthorityPath { get; init; } = "";

    public async Task<int> RunAsync()
    {
        var version = ControllerVersion.Read(arguments.IbcPath);
        var log = new ControllerLog(output, clock, version);
        log.Write($"version: {version}");
        if (!File.Exists(arguments.IniPath))
            return log.WriteFatal(ControllerExitCode.IniMissing, $"Ini file not found: {arguments.IniPath}");

        var ini = JavaProperties.Parse(await File.ReadAllBytesAsync(arguments.IniPath), version.TrimsValues);
        var settings = new ControllerSettings(ini, arguments, life);
        if (settings.FindInvalid() is { } invalid)
            return log.WriteFatal(ControllerExitCode.InvalidSetting, $"Invalid setting: {invalid}");

        var files = new RestartFiles(arguments.SettingsPath, arguments.SessionId);
        if (arguments.RestartDirectory is { } userDirectory)
            files.DeleteToken(userDirectory); // the Gateway consumes it, whatever comes of the login

        if (life.Scenario.HasStrayToken)
            files.WriteToken();

        var exit = new GatewayExit(life, files, version, log, clock);
        using var ending = new CancellationTokenSource();
        var parts = GuardAsync(RunPartsAsync(settings, version, exit, files, log, ending.Token), exit, ending.Token);
        var status = await life.Ended;
        await ending.CancelAsync();
        await parts;
        return status;
    }

    private async Task RunPartsAsync(
        ControllerSettings settings,
        ControllerVersion version,
        GatewayExit exit,
        RestartFiles files,
        ControllerLog log,
        CancellationToken ending
    )
    {
        var commands = new CommandPort(
            settings,
            life,
            log,
            stream => new(stream, settings, version, life, exit, log, clock)
        );
        var schedule = new GatewaySchedule(settings, life, exit, files, log, clock);
        var login = new LoginScript(arguments, settings, life, exit, schedule, log, clock);

        List<Task> running =
        [
            Guard(new ControlServer(arguments.SettingsPath, life, exit, log).RunAsync(ending)),
            Guard(new BrokerConnection(life, clock).RunAsync(ending)),
            Guard(new MemoryBallast(life).RunAsync(ending)),
            Guard(new SecondJava(life, arguments.SettingsPath).RunAsync(ending)),
        ];
        await Task.Delay(life.Scenario.JvmDelay, clock, ending);
        if (settings.CommandPort > 0)
            running.Add(Guard(commands.RunAsync(ending)));

        if (await OpenDisplayAsync(exit, ending) is { } display)
            running.Add(Guard(WatchAsync(display, ending)));

        running.Add(Guard(schedule.RunAsync(ending)));
        running.Add(Guard(new IncidentScript(settings, life, exit, login, log, clock).RunAsync(ending)));
        running.Add(Guard(login.RunAsync(ending)));
        running.Add(Guard(new ApiPort(life, new(settings), log, clock).RunAsync(ending)));
        await Task.WhenAll(running);

        Task Guard(Task part) => GuardAsync(part, exit, ending);
    }

    private async Task<DisplayConnection?> OpenDisplayAsync(GatewayExit exit, CancellationToken ending)
    {
        if (Display.Length == 0 && !life.Scenario.IsDisplayMissing)
            return null;

        var display = life.Scenario.IsDisplayMissing
            ? null
            : await DisplayConnection.OpenAsync(Display, AuthorityPath, ending);
        if (display is null)
        {
            exit.Fail(ControllerExitCode.UnhandledException, $"Can't connect to X11 window server using '{Display}'");
            await Task.Delay(Timeout.InfiniteTimeSpan, ending);
        }

        return display;
    }

    private async Task WatchAsync(DisplayConnection display, CancellationToken ending)
    {
        using (display)
            await display.WaitForEndAsync(ending);

        life.End(ExitStatus.Crash);
    }

    private async Task GuardAsync(Task part, GatewayExit exit, CancellationToken ending)
    {
        try
        {
            await part;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // the process ends
        }
        catch (Exception e) when (!life.Ended.IsCompleted)
        {
            exit.Fail(ControllerExitCode.UnhandledException, $"Unhandled exception: {e.Message}");
        }
    }
}
