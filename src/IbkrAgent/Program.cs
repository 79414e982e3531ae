using System.CommandLine;
using IbkrAgent.Cli;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent;

/// <summary>The command tree, nothing else.</summary>
internal static class Program
{
    /// <summary>Runs the Gateway, and owns what is rendered for it.</summary>
    private const string GatewayUser = "ibkr-gateway";

    public static Task<int> Main(string[] arguments) =>
        CommandLine.InvokeAsync(Tree(Terminal.Standard, HostPaths.Default), arguments, Terminal.Standard);

    /// <summary>All commands, each with what it acts on.</summary>
    public static Command Tree(Terminal terminal, HostPaths paths)
    {
        var controller = new IbcController();
        return CommandLine.Root(
            "Keeps an Interactive Brokers Gateway logged in, watched and recovered",
            [
                RunCommand.Create(terminal, paths, controller),
                .. DaemonCommands.Create(terminal, paths, controller, TimeProvider.System),
                MayStartCommand.Create(arguments =>
                    MayStartCommand.Run(arguments, terminal, paths, controller, TimeProvider.System)
                ),
                RenderConfigCommand.Create(arguments =>
                    RenderConfigCommand.Run(arguments, terminal, paths, controller, GatewayUser)
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
            ]
        );
    }
}
