using System.CommandLine;
using IbkrAgent.Control;

namespace IbkrAgent.Cli;

/// <summary><c>ibkr-agent reload</c>: asks the daemon to read its settings again; ExecReload= of its unit.</summary>
/// <remarks>Not only a signal: whoever changed the file is told here what is wrong with it.</remarks>
internal static class ReloadCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    public static Command Create(Func<ExitCode> run)
    {
        var command = new Command("reload", "Read agent.ini again; nothing is restarted, no session is lost");
        command.SetAction(_ => (int)run());
        return command;
    }

    public static ExitCode Run(Terminal terminal, ControlClient daemon) => terminal.Show(daemon.Reload(Timeout));
}
