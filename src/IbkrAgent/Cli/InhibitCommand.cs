using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Health;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent inhibit</c>: a restart of the Gateway is to wait, for a time or while a command runs, as
/// systemd-inhibit(1) does it for the host.
/// </summary>
internal static class InhibitCommand
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <param name="Release">the inhibitor that is to end; null: one is to begin.</param>
    /// <param name="Stray">what is no option, and does not stand after <c>--</c>.</param>
    /// <param name="Command">what stands there; empty: none is to be run.</param>
    public sealed record Arguments(
        InstanceName? Gateway,
        InhibitRequest Request,
        string? Release,
        IReadOnlyList<string> Stray,
        IReadOnlyList<string> Command
    );

    public static Command Create(Func<Arguments, Task<int>> runAsync)
    {
        var who = new Option<string?>("--who") { Description = "Who asks that it waits", HelpName = "NAME" };
        var why = new Option<string?>("--why") { Description = "For what", HelpName = "TEXT" };
        var span = new Option<string?>("--for") { Description = "How long it stands; 30min", HelpName = "TIME" };
        var release = new Option<string?>("--release") { Description = "End one instead", HelpName = "ID" };
        var gateway = CommonOptions.Gateway();
        var words = new Argument<string[]>("COMMAND")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "After --: run this, and end the inhibitor with it",
        };
        var command = new Command("inhibit", "Ask that a restart of the Gateway waits, for a time or for a command")
        {
            who,
            why,
            span,
            release,
            gateway,
            words,
        };
        command.SetAction(
            (parsed, _) =>
            {
                var request = new InhibitRequest(parsed.GetValue(who), parsed.GetValue(why), parsed.GetValue(span));
                var (all, run) = (parsed.GetValue(words) ?? [], AfterDashes(parsed));
                return runAsync(
                    new(parsed.GetValue(gateway), request, parsed.GetValue(release), [.. all.SkipLast(run.Length)], run)
                );
            }
        );
        return command;
    }

    public static async Task<int> RunAsync(
        Arguments arguments,
        Terminal terminal,
        ControlClient daemon,
        TimeProvider time
    )
    {
        if (arguments.Release is not null)
            return (int)Release(arguments, terminal, daemon);
        if (arguments.Stray is [var stray, ..])
            return (int)Complain(terminal, $"'{stray}' is no option; a command that is to be run stands after --");
        if (arguments.Request.Read(out var problem) is not { } wish)
            return (int)Complain(terminal, problem);

        var reply = daemon.Inhibit(arguments.Gateway, arguments.Request, Timeout);
        if (reply.ValueOrComplaint(terminal, out var exitCode) is not { } inhibitor)
        {
            if (arguments.Command is [var name, ..])
                terminal.Diagnose($"{name} was not run: no inhibitor would have kept a restart waiting meanwhile");
            return (int)exitCode;
        }

        if (arguments.Command.Count > 0)
            return await new InhibitedRun(inhibitor, wish, terminal, daemon, time).RunAsync(arguments.Command);

        await terminal.Out.WriteLineAsync(Describe(inhibitor));
        return (int)ExitCode.Ok;
    }

    private static ExitCode Release(Arguments arguments, Terminal terminal, ControlClient daemon)
    {
        if (arguments is not { Stray: [], Command: [], Request: { Who: null, Why: null, For: null } })
            return Complain(terminal, "--release takes neither --who, --why, --for nor a command");
        if (!long.TryParse(arguments.Release, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return Complain(terminal, $"'{arguments.Release}' is not the number of an inhibitor; status names them");

        var reply = daemon.Release(arguments.Gateway, id, Timeout);
        if (reply.ValueOrComplaint(terminal, out var exitCode) is not { } inhibitor)
            return exitCode;

        terminal.Out.WriteLine($"inhibitor {id} of {inhibitor.Gateway} ({inhibitor.Who}: {inhibitor.Why}) is released");
        return ExitCode.Ok;
    }

    private static string Describe(InhibitorDocument inhibitor)
    {
        _ = InstanceName.TryParse(inhibitor.Gateway, out var gateway);
        var release = AgentCommand.For(
            gateway ?? InstanceName.Main,
            string.Create(CultureInfo.InvariantCulture, $"inhibit --release {inhibitor.Id}")
        );
        return $"inhibitor {inhibitor.Id} of {inhibitor.Gateway} stands until {ReportText.Instant(inhibitor.Until)}; "
            + $"{release} ends it";
    }

    private static string[] AfterDashes(ParseResult parsed) =>
        [.. parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Select(token => token.Value)];

    private static ExitCode Complain(Terminal terminal, string problem)
    {
        terminal.Diagnose(problem);
        return ExitCode.Usage;
    }
}
