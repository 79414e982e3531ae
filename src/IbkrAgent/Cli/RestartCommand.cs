using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent restart</c>: asks the daemon to restart the Gateway within its budgets.</summary>
internal static class RestartCommand
{
    /// <remarks>The unit has two minutes to stop (TimeoutStopSec=).</remarks>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public sealed record Arguments(InstanceName? Gateway, string? Reason);

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var gateway = CommonOptions.Gateway();
        var reason = new Option<string?>("--reason") { Description = "Kept in the journal", HelpName = "TEXT" };
        var command = new Command("restart", "Restart the Gateway now, whatever the budgets say; a latch forbids it")
        {
            gateway,
            reason,
        };
        command.SetAction(parsed => (int)run(new(parsed.GetValue(gateway), parsed.GetValue(reason))));
        return command;
    }

    public static ExitCode Run(Arguments arguments, Terminal terminal, ControlClient daemon) =>
        terminal.Show(daemon.Restart(arguments.Gateway, arguments.Reason, Timeout));
}
