using System.CommandLine;
using System.Text;
using IbkrAgent.Common;
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
            return Make(all, settings, new(paths, settings.Name, reader), controller, terminal, paths);
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
        GatewayFiles files,
        IController controller,
        Terminal terminal,
        HostPaths paths
    )
    {
        var template = File.ReadAllText(paths.ControllerSettings(InstanceName.Main), Encoding.Latin1);
        var commandPort = new PortClaims(all, paths, controller).FindFreeCommandPort();
        var text = controller.MovePorts(template, commandPort, settings.Api.Port);
        Tell(terminal, files.ControllerSettings, files.TryWriteControllerSettings(text));
        Tell(terminal, files.Credentials, files.TryWriteCredentials());
        terminal.Out.WriteLine($"next: sudoedit {files.Credentials}; then: ibkr-agent reload");
        var timer = UnitNames.RestartTimer(settings.Name);
        terminal.Out.WriteLine(
            $"for a restart every day, if nothing speaks against it: systemctl enable --now {timer}"
        );
        return ExitCode.Ok;
    }

    private static void Tell(Terminal terminal, string file, bool isNew) =>
        terminal.Out.WriteLine(isNew ? $"made {file}" : $"left as it is: {file}");
}
