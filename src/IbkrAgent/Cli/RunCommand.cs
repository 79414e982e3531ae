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
        switch (SettingsFiles.Load(paths, config))
        {
            case SettingsOutcome.Loaded loaded:
                return await DaemonHost.RunAsync(loaded.Settings, paths, controller);
            case SettingsOutcome.Wrong wrong:
                foreach (var problem in wrong.Problems)
                    terminal.Diagnose(problem.ToString());
                return (int)ExitCode.Configuration;
            case SettingsOutcome.Missing missing:
                terminal.Diagnose(missing.Problem.ToString());
                return (int)ExitCode.Configuration;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
