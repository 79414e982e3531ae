using System.CommandLine;
using System.Text.Json;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// <c>ibkr-agent settings</c>: what counts and where it comes from; of secrets only whether there are any.
/// </summary>
internal static class SettingsCommand
{
    /// <param name="Config">instead of the host's own file.</param>
    /// <param name="Gateway">null: all of them, and the alerts.</param>
    public sealed record Arguments(string? Config, InstanceName? Gateway, bool OnlyChanged, bool Json);

    public static Command Create(Func<Arguments, ExitCode> run)
    {
        var config = CommonOptions.Config();
        var gateway = CommonOptions.Gateway("Only what is about this one");
        var changed = new Option<bool>("--changed") { Description = "Only what is not as it was shipped" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var command = new Command("settings", "Show the settings that count, and where each comes from")
        {
            config,
            gateway,
            changed,
            json,
        };
        command.SetAction(parsed =>
            (int)run(
                new(parsed.GetValue(config), parsed.GetValue(gateway), parsed.GetValue(changed), parsed.GetValue(json))
            )
        );
        return command;
    }

    public static ExitCode Run(Arguments arguments, Terminal terminal, HostPaths paths)
    {
        var file = arguments.Config ?? paths.Settings;
        if (SettingsFiles.Load(paths, file).SettingsOrComplaint(terminal) is not { } settings)
            return ExitCode.Configuration;

        if (settings.WantedOrComplaint(arguments.Gateway, file, terminal) is not { } wanted)
            return ExitCode.Usage;

        var document = Document(file, settings, wanted, arguments, paths);
        foreach (var warning in document.Warnings)
            terminal.Diagnose(warning);
        if (arguments.Json)
            terminal.Say(JsonSerializer.Serialize(document, SettingsJson.Default.SettingsDocument));
        else
            terminal.Out.Write(SettingsText.Of(document));
        return ExitCode.Ok;
    }

    private static SettingsDocument Document(
        string file,
        AgentSettings settings,
        IReadOnlyList<GatewaySettings> wanted,
        Arguments arguments,
        HostPaths paths
    )
    {
        var sections = EffectiveSettings
            .Of(TextFile.Read(file).Text, settings)
            .Where(section =>
                arguments.Gateway is null || section.Name == EffectiveSettings.SectionOf(arguments.Gateway)
            );
        if (arguments.OnlyChanged)
            sections = sections.Select(section =>
                section with
                {
                    Settings = [.. section.Settings.Where(setting => setting.IsChanged)],
                }
            );
        return new(
            file,
            [.. sections],
            [
                .. arguments.Gateway is null
                    ? [Secrets(paths.AlertSecrets), Secrets(paths.DependentSecrets)]
                    : Array.Empty<SecretFile>(),
                .. wanted.Select(gateway => Secrets(paths.Credentials(gateway.Name))),
            ],
            [.. settings.Warnings.Select(warning => warning.ToString())]
        );
    }

    /// <summary>Its values are read and forgotten here.</summary>
    private static SecretFile Secrets(string path)
    {
        var file = TextFile.Read(path);
        try
        {
            return new(
                path,
                EnvironmentFileText.Read(file.Text).ToDictionary(entry => entry.Key, entry => entry.Value.Length > 0),
                file.IsMissing ? "there is no such file"
                    : file.Problem is { } problem ? $"{problem.Problem} As root: sudo ibkr-agent settings"
                    : null
            );
        }
        catch (FormatException exception)
        {
            return new(path, new Dictionary<string, bool>(), exception.Message);
        }
    }
}
