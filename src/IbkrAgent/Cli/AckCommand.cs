using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent ack</c>: "I am holding the phone": clears a latch and allows exactly one login.</summary>
internal static class AckCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public sealed record Arguments(InstanceName? Gateway);

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var gateway = CommonOptions.Gateway();
        var command = new Command("ack", "Clear a lock-out and start one login: have the phone at hand") { gateway };
        command.SetAction(parsed => (int)run(new(parsed.GetValue(gateway))));
        return command;
    }

    public static ExitCode Run(Arguments arguments, Terminal terminal, ControlClient daemon) =>
        terminal.Show(daemon.Ack(arguments.Gateway, Timeout));
}
