using System.Collections.Immutable;
using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Configuration;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent configure</c>: sets a gateway up, by questions on a terminal or by options; root's work.
/// </summary>
/// <remarks>It writes files and nothing else: what runs goes on with what it has read.</remarks>
internal static class ConfigureCommand
{
    /// <param name="Gateway">null: main, or the only one.</param>
    /// <param name="Settings">keys of agent.ini with their values.</param>
    public sealed record Arguments(
        InstanceName? Gateway,
        ImmutableArray<KeyValuePair<string, string>> Settings,
        string? ImportConfig,
        string? ImportCredentials,
        string? ImportAlerts,
        bool Yes,
        bool DryRun
    );

    public static Command Create(Func<Arguments, ExitCode> run, Command dependents)
    {
        var options = new ConfigureOptions();
        var command = new Command("configure", "Set a gateway up: find what is installed, ask, show, write")
        {
            dependents,
        };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed => (int)run(options.Read(parsed)));
        return command;
    }

    /// <param name="reader">user whose group may read the controller's settings; null: nobody's, as in tests.</param>
    /// <param name="isRoot">whether this process may write the operator's files.</param>
    /// <param name="typist">null: nobody can be asked.</param>
    public static ExitCode Run(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        string? reader,
        bool isRoot,
        ITypist? typist,
        TimeProvider time
    )
    {
        if (!isRoot)
            return Complain(
                terminal,
                ExitCode.NotPermitted,
                "setting a gateway up is for root: sudo ibkr-agent configure"
            );
        if (typist is null && !arguments.Yes && !arguments.DryRun)
            return Complain(
                terminal,
                ExitCode.Usage,
                "there is no terminal to ask on: --yes writes, --dry-run only shows what would be written"
            );

        if (ChooseGateway(arguments.Gateway, paths) is not { } gateway)
            return Complain(terminal, ExitCode.Usage, "which gateway is meant? --gateway NAME says it");

        try
        {
            var answers = ConfigureImports.Read(arguments, new(gateway), controller);
            foreach (var (key, value) in arguments.Settings)
                answers = answers.WithSetting(key, value);

            var draft = new ConfigurationDraft(paths, gateway, new(paths, gateway, reader), controller);
            var asked = arguments.Yes || arguments.DryRun ? null : typist;
            var session = new ConfigureSession(terminal, paths, controller, draft, asked, time);
            return session.Run(answers, arguments.DryRun);
        }
        catch (FormatException exception)
        {
            return Complain(terminal, ExitCode.Configuration, exception.Message);
        }
    }

    private static InstanceName? ChooseGateway(InstanceName? named, HostPaths paths) =>
        named
        ?? (
            SettingsFiles.Load(paths) is SettingsOutcome.Loaded(var settings)
                ? settings.Default?.Name
                : InstanceName.Main // whatever is wrong is told when it is read again
        );

    private static ExitCode Complain(Terminal terminal, ExitCode exitCode, string problem)
    {
        terminal.Diagnose(problem);
        return exitCode;
    }
}
