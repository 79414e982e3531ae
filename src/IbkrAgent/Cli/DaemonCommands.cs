using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>The commands that ask the daemon.</summary>
internal static class DaemonCommands
{
    public static Command[] Create(Terminal terminal, HostPaths paths, IController controller, TimeProvider time)
    {
        var daemon = new ControlClient(paths.ControlSocket, time);
        var look = new DirectLook(paths, controller, time, UnitReading.AskAsync);
        var direct = new DirectRestart(
            terminal,
            look.LookAsync,
            Check,
            (unit, token) => UnitRestart.RunAsync(new(), unit, token),
            time
        );
        var absence = new DaemonAbsence(daemon, UnitReading.AskAsync, time);
        return
        [
            RestartCommand.Create(
                (arguments, cancellationToken) =>
                    RestartCommand.RunAsync(
                        arguments,
                        terminal,
                        daemon,
                        absence.HoldsAsync,
                        direct,
                        new(daemon, time),
                        cancellationToken
                    )
            ),
            DisarmCommand.Create(
                (arguments, cancellationToken) =>
                    DisarmCommand.RunAsync(
                        arguments,
                        terminal,
                        paths,
                        UnitReading.AskAsync,
                        new(terminal, daemon, absence.HoldsAsync, direct),
                        cancellationToken
                    )
            ),
            StatusCommand.Create(
                (arguments, cancellationToken) =>
                    StatusCommand.RunAsync(
                        arguments,
                        terminal,
                        daemon,
                        Console.IsOutputRedirected ? null : () => Console.WindowHeight,
                        time,
                        cancellationToken
                    )
            ),
            .. WishCommand.Create(arguments => WishCommand.Run(arguments, terminal, daemon)),
            InhibitCommand.Create(arguments => InhibitCommand.RunAsync(arguments, terminal, daemon, time)),
            ReloadCommand.Create(() => ReloadCommand.Run(terminal, daemon)),
            TestAlertCommand.Create(
                (channel, cancellationToken) =>
                    TestAlertCommand.RunAsync(channel, terminal, daemon, paths, time, cancellationToken)
            ),
            HealthCheckCommand.Create(
                (arguments, cancellationToken) =>
                    HealthCheckCommand.RunAsync(arguments, terminal, daemon, look.LookAsync, time, cancellationToken)
            ),
            PreRestartCheckCommand.Create(
                (arguments, cancellationToken) =>
                    PreRestartCheckCommand.RunAsync(
                        arguments,
                        terminal,
                        daemon,
                        look.LookAsync,
                        Check,
                        (gateway, token) => LateTimer.ReadAsync(new(), UnitNames.RestartTimer(gateway), token),
                        cancellationToken
                    )
            ),
        ];

        CheckReport? Check(InstanceName gateway, DirectFinding finding) =>
            DirectCheck.Of(paths, gateway, finding, time.GetUtcNow());
    }
}
