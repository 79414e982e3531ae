using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent restart</c>: for people, and with <c>--scheduled</c> for the timer; waits for its end when told to.
/// </summary>
internal static class RestartCommand
{
    private const string Action = "restart";

    public sealed record Arguments(InstanceName? Gateway, WishRequest Request, bool Wait);

    public static Command Create(Func<Arguments, CancellationToken, Task<ExitCode>> runAsync)
    {
        var gateway = CommonOptions.Gateway();
        var (reason, force, span) = (WishCommand.Reason(), WishCommand.Force(), WishCommand.ForceFor());
        var scheduled = new Option<bool>("--scheduled")
        {
            Description = "As the timer: within the budgets, never a start, and also without the daemon",
        };
        var wait = new Option<bool>("--wait") { Description = "Wait until it is known what became of it" };
        var command = new Command(Action, "Restart the Gateway now, whatever the budgets say; a latch forbids it")
        {
            gateway,
            reason,
            force,
            span,
            scheduled,
            wait,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var isScheduled = parsed.GetValue(scheduled);
                var request = new WishRequest(
                    parsed.GetValue(reason) ?? (isScheduled ? "scheduled" : null),
                    parsed.GetValue(force),
                    parsed.GetValue(span),
                    isScheduled
                );
                var arguments = new Arguments(parsed.GetValue(gateway), request, parsed.GetValue(wait));
                return (int)await runAsync(arguments, cancellationToken);
            }
        );
        return command;
    }

    /// <param name="isAbsentAsync">whether there is no daemon, and none is on its way.</param>
    /// <param name="direct">makes a scheduled restart without the daemon.</param>
    public static async Task<ExitCode> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        Func<CancellationToken, Task<bool>> isAbsentAsync,
        DirectRestart direct,
        RestartWait wait,
        CancellationToken cancellationToken
    )
    {
        var (gateway, request, waits) = arguments;
        if (request.Read(Action, out var problem) is null)
        {
            terminal.Diagnose(problem);
            return ExitCode.Usage;
        }

        if (request.Scheduled && await isAbsentAsync(cancellationToken))
            return await direct.RunAsync(gateway, waits, cancellationToken);
        if (!waits)
            return Ask(arguments, terminal, daemon);
        if (wait.Before().ValueOrComplaint(terminal, out var status) is not { } before)
            return status;

        var asked = Ask(arguments, terminal, daemon);
        return asked == ExitCode.Ok ? await wait.RunAsync(gateway, before, terminal, cancellationToken) : asked;
    }

    private static ExitCode Ask(Arguments arguments, Terminal terminal, ControlClient daemon) =>
        terminal.Show(daemon.Act(arguments.Gateway, Action, arguments.Request, WishCommand.Timeout));
}
