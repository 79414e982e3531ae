using System.CommandLine;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent controller-stop NAME</c>: ExecStop= of the gateway's unit, run as the Gateway's own user.
/// </summary>
/// <remarks>What it cannot do, systemd's signals do after it: it fails only when it was called wrongly.</remarks>
internal static class ControllerStopCommand
{
    public static Command Create(Func<UnitCommand.Arguments, CancellationToken, Task<ExitCode>> runAsync) =>
        UnitCommand.Create("controller-stop", "Stop the Gateway in order; the gateway's unit does it", runAsync);

    public static async Task<ExitCode> RunAsync(
        UnitCommand.Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        StopTimeouts timeouts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (arguments.FindMain() is not { } main)
            return ExitCode.Ok;

        var running = new RunningController(main, arguments.Name, paths, controller, time);
        var stop = new ControllerStop(running.FindPort(timeouts.Reply), controller, timeouts, time, terminal.Diagnose);
        await stop.RunAsync(main, FindKeeping(arguments, running, paths, controller, terminal), cancellationToken);
        return ExitCode.Ok;
    }

    /// <summary>The command that keeps the login; null when there is none to keep, or nothing keeps it.</summary>
    private static ControllerCommand? FindKeeping(
        UnitCommand.Arguments arguments,
        RunningController running,
        HostPaths paths,
        IController controller,
        Terminal terminal
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } all)
            return null;

        if (all.FindOrProblem(arguments.Name, paths.Settings, out var problem) is not { } settings)
        {
            terminal.Diagnose($"{problem}; until then a stop loses the login");
            return null;
        }

        var pause = controller.Commands.Pause;
        if (running.AgainstKeeping(pause, settings) is not { } why)
            return pause;

        if (settings.TradingMode == TradingMode.Live)
            terminal.Diagnose($"the login is not kept: {why}");
        return null;
    }
}
