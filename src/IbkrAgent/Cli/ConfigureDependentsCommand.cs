using System.CommandLine;
using IbkrAgent.Configuration;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent configure dependents</c>: root's part of keeping dependents, the right to restart and stop them.
/// </summary>
internal static class ConfigureDependentsCommand
{
    public sealed record Arguments(bool DryRun);

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the rule and write nothing" };
        var command = new Command("dependents", "Let the daemon restart and stop the services in agent.ini") { dryRun };
        command.SetAction(parsed => (int)run(new(parsed.GetValue(dryRun))));
        return command;
    }

    /// <param name="isRoot">whether this process may write the rules of polkit.</param>
    public static ExitCode Run(Arguments arguments, Terminal terminal, HostPaths paths, bool isRoot, TimeProvider time)
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } settings)
            return ExitCode.Configuration;

        if (arguments.DryRun)
        {
            terminal.Out.Write(DependentsRule.TextFor(settings));
            return ExitCode.Ok;
        }

        if (!isRoot)
        {
            terminal.Diagnose("writing a rule of polkit is for root: sudo ibkr-agent configure dependents");
            return ExitCode.NotPermitted;
        }

        try
        {
            return Make(DependentsRule.Change(settings, paths), terminal, paths, time);
        }
        catch (FormatException exception)
        {
            terminal.Diagnose(exception.Message);
            return ExitCode.Failure;
        }
    }

    private static ExitCode Make(FileChange? change, Terminal terminal, HostPaths paths, TimeProvider time)
    {
        if (change is null)
        {
            terminal.Say(
                File.Exists(paths.DependentsRule)
                    ? $"{paths.DependentsRule} is as it should be"
                    : "there are no dependents in agent.ini, and no rule for them: nothing to do"
            );
            return ExitCode.Ok;
        }

        foreach (var line in change.Lines())
            terminal.Say(line);
        foreach (var line in new ChangedFiles(time.GetUtcNow()).Apply([change]))
            terminal.Say(line);
        terminal.Say("polkit reads it by itself; for changed settings: ibkr-agent reload");
        return ExitCode.Ok;
    }
}
