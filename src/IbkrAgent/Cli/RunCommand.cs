using System.CommandLine;
using IbkrAgent.Controllers;
using IbkrAgent.Daemon;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent run</c>: the daemon, as ibkr-agent.service starts it.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal, HostPaths paths, IController controller)
    {
        var config = CommonOptions.Config();
        var command = new Command("run", "Run the daemon; ibkr-agent.service does it") { config };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(config), paths, controller, terminal));
        return command;
    }

    /// <summary>Settings that are missing or wrong end it with a status that systemd does not retry.</summary>
    private static async Task<int> RunAsync(string config, HostPaths paths, IController controller, Terminal terminal)
    {
        if (Load().SettingsOrComplaint(terminal) is not { } settings)
            return (int)ExitCode.Configuration;

        return await DaemonHost.RunAsync(settings, Load, paths, controller);

        SettingsOutcome Load() => SettingsFiles.Load(paths, config);
    }
}
