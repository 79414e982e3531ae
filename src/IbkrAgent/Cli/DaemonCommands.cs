using System.CommandLine;
using IbkrAgent.Control;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>The commands that ask the daemon.</summary>
internal static class DaemonCommands
{
    public static Command[] Create(Terminal terminal, HostPaths paths, TimeProvider time)
    {
        var daemon = new ControlClient(paths.ControlSocket, time);
        return
        [
            StatusCommand.Create(arguments => StatusCommand.Run(arguments, terminal, daemon)),
            RestartCommand.Create(arguments => RestartCommand.Run(arguments, terminal, daemon)),
            AckCommand.Create(arguments => AckCommand.Run(arguments, terminal, daemon)),
            HealthCheck(terminal, paths, time),
        ];
    }

    public static Command HealthCheck(Terminal terminal, HostPaths paths, TimeProvider time) =>
        HealthCheckCommand.Create(
            (arguments, cancellationToken) =>
                HealthCheckCommand.RunAsync(
                    arguments,
                    terminal,
                    new ControlClient(paths.ControlSocket, time),
                    new DirectLook(
                        paths,
                        time,
                        (unit, timeout, end) => UnitReading.AskAsync(unit, timeout, time, end)
                    ).LookAsync,
                    time,
                    cancellationToken
                )
        );
}
