using System.CommandLine;
using IbkrAgent.Common;
using IbkrAgent.Configuration;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent add-gateway NAME</c>: the files of a further gateway, from those of main; root's work.
/// </summary>
/// <remarks>What is there already stays as it is. The section in agent.ini is the operator's, and comes
/// first.</remarks>
internal static class AddGatewayCommand
{
    public sealed record Arguments(InstanceName Name);

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var name = CommonOptions.Name();
        var command = new Command("add-gateway", "Make the files of a gateway that has a section in agent.ini")
        {
            name,
        };
        command.SetAction(parsed => (int)run(new(parsed.GetRequiredValue(name))));
        return command;
    }

    /// <param name="reader">user whose group may read the controller's settings; null: nobody's, as in tests.</param>
    public static ExitCode Run(
        Arguments arguments,
        Terminal terminal,
        HostPaths paths,
        IController controller,
        string? reader
    )
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } all)
            return ExitCode.Configuration;
        if (all.FindOrProblem(arguments.Name, paths.Settings, out var problem) is not { } settings)
        {
            terminal.Diagnose(problem);
            return ExitCode.Configuration;
        }

        try
        {
            return Make(all, settings, new OperatorFiles(paths, settings.Name, reader), controller, terminal, paths);
        }
        catch (UnauthorizedAccessException exception)
        {
            terminal.Diagnose($"making the files of {settings.Name}: {exception.Message}: use sudo");
            return ExitCode.NotPermitted;
        }
    }

    private static ExitCode Make(
        AgentSettings all,
        GatewaySettings settings,
        OperatorFiles files,
        IController controller,
        Terminal terminal,
        HostPaths paths
    )
    {
        var text = GatewayFiles.ControllerSettingsOfNew(all, settings, paths, controller);
        var made = new GatewayFiles(paths, files);
        Tell(terminal, files.ControllerSettings, made.TryWriteControllerSettings(text));
        Tell(terminal, files.Credentials, made.TryWriteCredentials());
        terminal.Out.WriteLine($"next: sudoedit {files.Credentials.Path}; then: ibkr-agent reload");
        var timer = UnitNames.RestartTimer(settings.Name);
        terminal.Out.WriteLine(
            $"for a restart every day, if nothing speaks against it: sudo systemctl enable --now {timer}"
        );
        return ExitCode.Ok;
    }

    private static void Tell(Terminal terminal, OperatorFile file, bool isNew) =>
        terminal.Out.WriteLine(isNew ? $"made {file.Path}" : $"left as it is: {file.Path}");
}
