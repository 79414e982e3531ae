using System.Runtime.InteropServices;
using IbkrAgent.GatewaySim.Api;
using IbkrAgent.GatewaySim.Control;
using IbkrAgent.GatewaySim.Steering;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// The java process: controller and Gateway in one; wires the parts and ends with the status they agree on.
/// </summary>
internal static class JavaRole
{
    public static async Task<int> RunAsync(JavaArguments arguments, TimeProvider clock)
    {
        var log = new ControllerLog(Console.Out, clock);
        var version = ControllerVersion.Read(arguments.IbcPath);
        log.Write($"version: {version}");
        if (!File.Exists(arguments.IniPath))
            return log.WriteFatal(ControllerExitCode.IniMissing, $"Ini file not found: {arguments.IniPath}");

        var ini = JavaProperties.Parse(await File.ReadAllBytesAsync(arguments.IniPath));
        var settings = new ControllerSettings(ini, arguments);
        if (settings.FindInvalid() is { } invalid)
            return log.WriteFatal(ControllerExitCode.InvalidSetting, $"Invalid setting: {invalid}");

        var files = new RestartFiles(arguments.SettingsPath, arguments.SessionId);
        if (arguments.RestartDirectory is { } userDirectory)
            files.DeleteToken(userDirectory); // the Gateway consumes it, whatever comes of the login

        return await RunAsync(arguments, settings, version, files, log, clock);
    }

    private static async Task<int> RunAsync(
        JavaArguments arguments,
        ControllerSettings settings,
        ControllerVersion version,
        RestartFiles files,
        ControllerLog log,
        TimeProvider clock
    )
    {
        var life = new GatewayLife(ScenarioFile.Load(arguments.SettingsPath));
        var exit = new GatewayExit(life, files, log, clock);
        var once = new CommandDialogue.StopOnce();
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
        using var ending = new CancellationTokenSource();

        var commands = new CommandPort(
            settings,
            life,
            log,
            stream => new(stream, settings, version, life, exit, once, log, clock)
        );
        var login = new LoginScript(arguments, settings, life, exit, log, clock);
        var api = new ApiPort(life, new(settings), log, clock);
        var control = new ControlServer(arguments.SettingsPath, life, exit, log);

        var parts = GuardAsync(RunPartsAsync());
        var status = await life.Ended;
        await ending.CancelAsync();
        await parts;
        return status;

        void Terminate(PosixSignalContext context)
        {
            context.Cancel = true;
            life.End(ExitStatus.Terminated);
        }

        async Task RunPartsAsync()
        {
            var steering = GuardAsync(control.RunAsync(ending.Token));
            await Task.Delay(life.Scenario.JvmDelay, clock, ending.Token);
            var commanding = settings.CommandPort > 0 ? commands.RunAsync(ending.Token) : Task.CompletedTask;
            await Task.WhenAll(
                steering,
                GuardAsync(commanding),
                GuardAsync(login.RunAsync(ending.Token)),
                GuardAsync(api.RunAsync(ending.Token))
            );
        }

        async Task GuardAsync(Task part)
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
}
