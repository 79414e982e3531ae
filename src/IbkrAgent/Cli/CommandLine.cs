using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using IbkrAgent.Logging;

namespace IbkrAgent.Cli;

/// <summary>The edge of the program: arguments come in, an exit status goes out, and no exception passes.</summary>
internal static class CommandLine
{
    private const int HelpWidth = 100;

    public static string Version =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The command that holds all others.</summary>
    /// <remarks>
    /// Not the library's RootCommand, which takes its name and version from whatever process it is in, and not its
    /// options, which look up their texts in resources even if they get others.
    /// </remarks>
    public static Command Root(string description, params ReadOnlySpan<Command> commands)
    {
        var help = new Option<bool>("--help", "-h", "-?")
        {
            Action = new HelpAction { MaxWidth = HelpWidth },
            Description = "Show this help",
            Recursive = true,
        };
        var version = new Option<bool>("--version")
        {
            Action = new ShowVersionAction(),
            Description = "Show the version",
        };
        var root = new Command("ibkr-agent", description) { help, version };
        foreach (var command in commands)
            root.Add(command);

        return root;
    }

    public static Task<int> InvokeAsync(Command root, string[] arguments, Terminal terminal)
    {
        // An argument that begins with @ is no file of further arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count > 0 ? Task.FromResult((int)Complain(parsed, terminal)) : ActAsync(parsed, terminal);
    }

    private static ExitCode Complain(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        foreach (var error in parsed.Errors)
            terminal.Diagnose(error.Message);
        terminal.Diagnose($"'{FullName(command)} --help' shows the usage");
        return IsGate(parsed) ? ExitCode.GateFailure : ExitCode.Usage;
    }

    /// <remarks>
    /// Not the library's way through signal and exception handlers: SIGTERM ends a command at once, and the daemon has
    /// a handler of its own.
    /// </remarks>
    [SuppressMessage("Design", "CA1031", Justification = "the edge: every exception becomes one line and a status")]
    private static async Task<int> ActAsync(ParseResult parsed, Terminal terminal)
    {
        parsed.InvocationConfiguration.Output = terminal.Out;
        try
        {
            return parsed.Action switch
            {
                AsynchronousCommandLineAction action => await action.InvokeAsync(parsed, CancellationToken.None),
                SynchronousCommandLineAction action => action.Invoke(parsed),
                _ => throw new UnreachableException("the command does nothing"),
            };
        }
        catch (Exception exception)
        {
            terminal.Diagnose(ExceptionText.Chain(exception).ReplaceLineEndings(" "));
            return (int)(IsGate(parsed) ? ExitCode.GateFailure : ExitCode.Failure);
        }
    }

    /// <summary>systemd asks, and would skip a unit in silence for any other status.</summary>
    private static bool IsGate(ParseResult parsed) =>
        parsed.CommandResult.Command is GateCommand
        || parsed.Tokens.Any(token => token is { Type: TokenType.Option, Value: PreRestartCheckCommand.GateOption });

    private static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{FullName(parent)} {command.Name}"
            : command.Name;
}
