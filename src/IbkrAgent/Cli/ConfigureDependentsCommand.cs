using System.Collections.Immutable;
using System.CommandLine;
using IbkrAgent.Daemon;
using IbkrAgent.Dependents;
using IbkrAgent.Settings;
using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent configure dependents</c>: root's part of keeping dependents, the right to restart and stop them.
/// </summary>
internal static class ConfigureDependentsCommand
{
    private const UnixFileMode RootWritesAllRead =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public sealed record Arguments(bool DryRun);

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the rule and write nothing" };
        var command = new Command("dependents", "Let the daemon restart and stop the services in agent.ini") { dryRun };
        command.SetAction(parsed => (int)run(new(parsed.GetValue(dryRun))));
        return new Command("configure", "Write what the settings need outside of /etc/ibkr; root does it") { command };
    }

    /// <param name="isRoot">whether this process may write the rules of polkit.</param>
    public static ExitCode Run(Arguments arguments, Terminal terminal, HostPaths paths, bool isRoot)
    {
        if (SettingsFiles.Load(paths).SettingsOrComplaint(terminal) is not { } settings)
            return ExitCode.Configuration;

        ImmutableArray<string> services = [.. settings.Gateways.SelectMany(gateway => gateway.Dependents.Services)];
        var rule = PolkitRule.For(services);
        if (arguments.DryRun)
        {
            terminal.Out.Write(rule);
            return ExitCode.Ok;
        }

        if (!isRoot)
        {
            terminal.Diagnose("writing a rule of polkit is for root: sudo ibkr-agent configure dependents");
            return ExitCode.NotPermitted;
        }

        if (!Directory.Exists(Path.GetDirectoryName(paths.DependentsRule)))
        {
            terminal.Diagnose($"there is no {Path.GetDirectoryName(paths.DependentsRule)}: install polkitd");
            return ExitCode.Failure;
        }

        if (services.IsEmpty)
            Remove(paths.DependentsRule, terminal);
        else
            Write(paths.DependentsRule, rule, services, terminal);
        return ExitCode.Ok;
    }

    private static void Write(string path, string rule, IEnumerable<string> services, Terminal terminal)
    {
        if (File.Exists(path) && File.ReadAllText(path) == rule)
        {
            terminal.Out.WriteLine($"{path} is as it should be");
            return;
        }

        KeepOld(path, terminal);
        // The new file is ours, so it has our owner: root.
        DurableFile.Replace(
            path,
            stream =>
            {
                File.SetUnixFileMode(((FileStream)stream).SafeFileHandle, RootWritesAllRead);
                stream.Write(System.Text.Encoding.UTF8.GetBytes(rule));
            }
        );
        terminal.Out.WriteLine($"wrote {path}: the daemon may restart and stop {string.Join(", ", services)}");
        terminal.Out.WriteLine("polkit reads it by itself; for changed settings: ibkr-agent reload");
    }

    private static void Remove(string path, Terminal terminal)
    {
        if (!File.Exists(path))
        {
            terminal.Out.WriteLine("there are no dependents in agent.ini, and no rule for them: nothing to do");
            return;
        }

        KeepOld(path, terminal);
        File.Delete(path);
        FileSync.SyncDirectory(Path.GetDirectoryName(path)!);
        terminal.Out.WriteLine($"removed {path}: there are no dependents in agent.ini");
    }

    /// <summary>polkit reads only what ends in .rules.</summary>
    private static void KeepOld(string path, Terminal terminal)
    {
        if (!File.Exists(path))
            return;

        File.Copy(path, path + ".old", overwrite: true);
        terminal.Out.WriteLine($"the rule before is {path}.old");
    }
}
