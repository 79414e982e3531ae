using System.CommandLine;
using System.CommandLine.Help;
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
    /// Not the library's RootCommand, which takes its name and version from whatever process it is in.
    /// </remarks>
    public static Command Root(string description, params ReadOnlySpan<Command> commands)
    {
        var help = new HelpOption
        {
            Description = "Show this help",
            Action = new HelpAction { MaxWidth = HelpWidth },
        };
        var version = new VersionOption { Description = "Show the version", Action = new ShowVersionAction() };
        var root = new Command("ibkr-agent", description) { help, version };
        foreach (var command in commands)
            root.Add(command);

        return root;
    }

    [SuppressMessage("Design", "CA1031", Justification = "the edge: every exception becomes one line and a status")]
    public static async Task<int> InvokeAsync(Command root, string[] arguments, Terminal terminal)
    {
        // An argument that begins with @ is no file of further arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = parsed.CommandResult.Command;
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Diagnose(error.Message);
            terminal.Diagnose($"'{FullName(command)} --help' shows the usage");
            return (int)(command is GateCommand ? ExitCode.GateFailure : ExitCode.Usage);
        }

        // No signal handlers of the library's: SIGTERM ends a command at once, and the daemon has its own.
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Error = terminal.Error,
            Output = terminal.Out,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, CancellationToken.None);
        }
        catch (Exception exception)
        {
            terminal.Diagnose(ExceptionText.Chain(exception).ReplaceLineEndings(" "));
            return (int)(command is GateCommand ? ExitCode.GateFailure : ExitCode.Failure);
        }
    }

    private static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{FullName(parent)} {command.Name}"
            : command.Name;
}
