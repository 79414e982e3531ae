using System.CommandLine;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>The commands that ask the daemon.</summary>
internal static class DaemonCommands
{
    public static Command[] Create(Terminal terminal, HostPaths paths, IController controller, TimeProvider time)
    {
        var daemon = new ControlClient(paths.ControlSocket, time);
        return
        [
            StatusCommand.Create(arguments => StatusCommand.Run(arguments, terminal, daemon)),
            .. WishCommand.Create(arguments => WishCommand.Run(arguments, terminal, daemon)),
            ReloadCommand.Create(() => ReloadCommand.Run(terminal, daemon)),
            HealthCheck(terminal, paths, () => controller, time),
            PreRestartCheckCommand.Create(
                (arguments, cancellationToken) =>
                    PreRestartCheckCommand.RunAsync(
                        arguments,
                        terminal,
                        daemon,
                        new DirectLook(paths, controller, time, UnitReading.AskAsync).LookAsync,
                        (gateway, finding) => DirectCheck.Of(paths, gateway, finding, time.GetUtcNow()),
                        cancellationToken
                    )
            ),
        ];
    }

    /// <param name="controller">makes the controller; only a look without the daemon needs it.</param>
    public static Command HealthCheck(
        Terminal terminal,
        HostPaths paths,
        Func<IController> controller,
        TimeProvider time
    ) =>
        HealthCheckCommand.Create(
            (arguments, cancellationToken) =>
                HealthCheckCommand.RunAsync(
                    arguments,
                    terminal,
                    new ControlClient(paths.ControlSocket, time),
                    (gateway, timeout, end) =>
                        new DirectLook(paths, controller(), time, UnitReading.AskAsync).LookAsync(
                            gateway,
                            timeout,
                            end
                        ),
                    time,
                    cancellationToken
                )
        );
}
