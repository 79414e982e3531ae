using System.CommandLine;
using IbkrAgent.Cli;
using IbkrAgent.Configuration;
using IbkrAgent.Controllers;
using IbkrAgent.Drill;
using IbkrAgent.Gateway;
using IbkrAgent.History;
using IbkrAgent.Settings;
using IbkrAgent.Verification;

namespace IbkrAgent;

/// <summary>The command tree, nothing else.</summary>
internal static class Program
{
    /// <summary>Runs the Gateway, and owns what is rendered for it.</summary>
    private const string GatewayUser = "ibkr-gateway";

    private const string Description = "Keeps an Interactive Brokers Gateway logged in, watched and recovered";

    public static Task<int> Main(string[] arguments)
    {
        var terminal = Terminal.Standard;
        return CommandLine.InvokeAsync(Tree(terminal, HostPaths.Default), arguments, terminal);
    }

    /// <summary>All commands, each with what it acts on.</summary>
    public static Command Tree(Terminal terminal, HostPaths paths)
    {
        var controller = new IbcController();
        var survey = new HostSurvey(
            paths,
            controller,
            GatewayUser,
            new(paths.ControlSocket, TimeProvider.System),
            TimeProvider.System
        );
        return CommandLine.Root(
            Description,
            CommandOrder.Sort([
                RunCommand.Create(terminal, paths, controller),
                .. DaemonCommands.Create(terminal, paths, controller, TimeProvider.System),
                HistoryCommand.Create(arguments =>
                    HistoryCommand.Run(
                        arguments,
                        terminal,
                        new HistoryJournal(),
                        TimeProvider.System.GetUtcNow(),
                        TimeZoneInfo.Local
                    )
                ),
                ScheduleCommand.Create(
                    (arguments, cancellationToken) =>
                        ScheduleCommand.RunAsync(
                            arguments,
                            terminal,
                            paths,
                            RestartTimes.ReadAsync,
                            TimeProvider.System.GetUtcNow(),
                            TimeZoneInfo.Local,
                            cancellationToken
                        )
                ),
                OrdersCommand.Create(
                    (arguments, cancellationToken) =>
                        OrdersCommand.RunAsync(arguments, terminal, paths, UnitReading.AskAsync, cancellationToken)
                ),
                SettingsCommand.Create(arguments => SettingsCommand.Run(arguments, terminal, paths)),
                VerifyCommand.Create(
                    (arguments, cancellationToken) =>
                        VerifyCommand.RunAsync(
                            arguments,
                            terminal,
                            paths,
                            survey.LookAsync,
                            new DrillRun(terminal, Console.In, survey.LookAsync, TimeProvider.System).RunAsync,
                            cancellationToken
                        )
                ),
                BundleCommand.Create(
                    (arguments, cancellationToken) =>
                        BundleCommand.RunAsync(
                            arguments,
                            terminal,
                            paths,
                            controller,
                            Environment.IsPrivilegedProcess,
                            TimeProvider.System,
                            cancellationToken
                        )
                ),
                Configure(terminal, paths, controller),
                MayStartCommand.Create(arguments =>
                    MayStartCommand.Run(arguments, terminal, paths, controller, TimeProvider.System)
                ),
                RenderConfigCommand.Create(arguments =>
                    RenderConfigCommand.Run(
                        arguments,
                        terminal,
                        paths,
                        controller,
                        Environment.GetEnvironmentVariable("INVOCATION_ID") ?? "",
                        GatewayUser,
                        TimeProvider.System
                    )
                ),
                AddGatewayCommand.Create(arguments =>
                    AddGatewayCommand.Run(arguments, terminal, paths, controller, GatewayUser)
                ),
                ControllerStopCommand.Create(
                    (arguments, cancellationToken) =>
                        ControllerStopCommand.RunAsync(
                            arguments,
                            terminal,
                            paths,
                            controller,
                            StopTimeouts.Default,
                            TimeProvider.System,
                            cancellationToken
                        )
                ),
                ControllerRestartCommand.Create(
                    (arguments, cancellationToken) =>
                        ControllerRestartCommand.RunAsync(
                            arguments,
                            terminal,
                            paths,
                            controller,
                            StopTimeouts.Default.Reply,
                            TimeProvider.System,
                            cancellationToken
                        )
                ),
                ReportFailureCommand.Create(
                    (unit, cancellationToken) =>
                        ReportFailureCommand.RunAsync(unit, paths, TimeProvider.System, cancellationToken)
                ),
            ])
        );
    }

    private static Command Configure(Terminal terminal, HostPaths paths, IController controller) =>
        ConfigureCommand.Create(
            arguments =>
            {
                using var keyboard = Keyboard.TryOpen();
                return ConfigureCommand.Run(
                    arguments,
                    terminal,
                    paths,
                    controller,
                    GatewayUser,
                    Environment.IsPrivilegedProcess,
                    keyboard,
                    TimeProvider.System
                );
            },
            ConfigureDependentsCommand.Create(arguments =>
                ConfigureDependentsCommand.Run(
                    arguments,
                    terminal,
                    paths,
                    Environment.IsPrivilegedProcess,
                    TimeProvider.System
                )
            )
        );
}
