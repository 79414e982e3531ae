using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary>
/// The commands that ask the daemon to act: each is an action of the control interface. See also
/// <see cref="RestartCommand"/>.
/// </summary>
internal static class WishCommand
{
    /// <remarks>The unit has two minutes to stop (TimeoutStopSec=).</remarks>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public sealed record Arguments(string Action, InstanceName? Gateway, WishRequest Request);

    public static IEnumerable<Command> Create(Func<Arguments, ExitCode> run) =>
        [
            Forceable("start", "Start the Gateway now, as by hand", run),
            Forceable("stop", "Stop the Gateway and keep it stopped", run),
            Hold(run),
            Plain("resume", "End a hold", run),
            Plain("ack", "Clear a lock-out and start one login: have the phone at hand", run),
            Plain("reset-counters", "Count restarts and logins without a human from zero", run),
        ];

    public static ExitCode Run(Arguments arguments, Terminal terminal, ControlClient daemon)
    {
        if (arguments.Request.Read(arguments.Action, out var problem) is not null)
            return terminal.Show(daemon.Act(arguments.Gateway, arguments.Action, arguments.Request, Timeout));

        terminal.Diagnose(problem);
        return ExitCode.Usage;
    }

    private static Command Forceable(string action, string description, Func<Arguments, ExitCode> run)
    {
        var (gateway, reason, force, span) = (CommonOptions.Gateway(), Reason(), Force(), ForceFor());
        var command = new Command(action, description) { gateway, reason, force, span };
        command.SetAction(parsed =>
            (int)run(
                new(
                    action,
                    parsed.GetValue(gateway),
                    new(parsed.GetValue(reason), parsed.GetValue(force), parsed.GetValue(span))
                )
            )
        );
        return command;
    }

    private static Command Hold(Func<Arguments, ExitCode> run)
    {
        const string Action = "hold";
        var (gateway, reason, span) = (CommonOptions.Gateway(), Reason(), For("How long it lasts; 2h"));
        var command = new Command(Action, "Hands off: start, stop and restart nothing for a time")
        {
            gateway,
            reason,
            span,
        };
        command.SetAction(parsed =>
            (int)run(new(Action, parsed.GetValue(gateway), new(parsed.GetValue(reason), For: parsed.GetValue(span))))
        );
        return command;
    }

    private static Command Plain(string action, string description, Func<Arguments, ExitCode> run)
    {
        var gateway = CommonOptions.Gateway();
        var command = new Command(action, description) { gateway };
        command.SetAction(parsed => (int)run(new(action, parsed.GetValue(gateway), new())));
        return command;
    }

    public static Option<bool> Force() => new("--force") { Description = "Whatever the run window says, for a time" };

    public static Option<string?> ForceFor() => For("How long it goes before the run window; 2h");

    public static Option<string?> Reason() =>
        new("--reason") { Description = "Kept in the journal", HelpName = "TEXT" };

    private static Option<string?> For(string description) =>
        new("--for") { Description = description, HelpName = "TIME" };
}
