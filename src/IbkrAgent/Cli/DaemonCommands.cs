using System.CommandLine;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>The commands that ask the daemon, each with a client of its own.</summary>
internal static class DaemonCommands
{
    public static Command[] Create(Terminal terminal, HostPaths paths, IController controller, TimeProvider time) =>
        [
            StatusCommand.Create(
                async (arguments, cancellationToken) =>
                {
                    using var daemon = new ControlClient(paths.ControlSocket, time);
                    return await StatusCommand.RunAsync(arguments, terminal, daemon, cancellationToken);
                }
            ),
            RestartCommand.Create(
                async (arguments, cancellationToken) =>
                {
                    using var daemon = new ControlClient(paths.ControlSocket, time);
                    return await RestartCommand.RunAsync(arguments, terminal, daemon, cancellationToken);
                }
            ),
            AckCommand.Create(
                async (arguments, cancellationToken) =>
                {
                    using var daemon = new ControlClient(paths.ControlSocket, time);
                    return await AckCommand.RunAsync(arguments, terminal, daemon, cancellationToken);
                }
            ),
            HealthCheckCommand.Create(
                async (arguments, cancellationToken) =>
                {
                    using var daemon = new ControlClient(paths.ControlSocket, time);
                    var look = new DirectLook(paths, controller, time);
                    return await HealthCheckCommand.RunAsync(
                        arguments,
                        terminal,
                        daemon,
                        look.LookAsync,
                        time,
                        cancellationToken
                    );
                }
            ),
        ];
}
