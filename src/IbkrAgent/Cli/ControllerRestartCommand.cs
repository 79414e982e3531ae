using System.CommandLine;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent controller-restart NAME</c>: ExecReload= of the gateway's unit, run as the Gateway's own user. The
/// Gateway begins anew inside its unit, with the login that it has.
/// </summary>
/// <remarks>It ends when the controller has said when: within a minute, the Gateway closes after that.</remarks>
internal static class ControllerRestartCommand
{
    public static Command Create(Func<UnitCommand.Arguments, CancellationToken, Task<ExitCode>> runAsync) =>
        UnitCommand.Create(
            "controller-restart",
            "Restart the Gateway inside its unit, with the login that it has; systemctl reload does it",
            runAsync
        );

    public static async Task<ExitCode> RunAsync(
        UnitCommand.Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        TimeSpan reply,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } all)
            return ExitCode.Configuration;
        if (all.FindOrProblem(arguments.Name, paths.Settings, out var problem) is not { } settings)
        {
            terminal.Diagnose(problem);
            return ExitCode.Configuration;
        }

        if (arguments.FindMain() is not { } main)
            return Refuse("the unit does not run");

        var running = new RunningController(main, arguments.Name, paths, controller, time);
        var restart = controller.Commands.Restart;
        if (running.AgainstKeeping(restart, settings) is { } why)
            return Refuse(why);
        if (running.FindPort(reply) is not { } port)
            return Refuse($"the controller has no command port: set {controller.CommandPortKey} in config.ini");

        var answer = await port.SendAsync(restart!, cancellationToken);
        if (answer.Outcome is not (CommandOutcome.Accepted or CommandOutcome.InProgress))
            return Refuse($"the controller does not take {restart}: {answer.Text}");

        terminal.Diagnose($"the controller: {answer.Text}");
        return ExitCode.Ok;

        ExitCode Refuse(string reason)
        {
            terminal.Diagnose(
                $"the Gateway does not restart inside its unit: {reason}; systemctl restart is the other way"
            );
            return ExitCode.Unavailable;
        }
    }
}
