using System.Text;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>The operator's files of one gateway, and what answers would make of them; nothing is written.</summary>
/// <param name="files">of the gateway that is set up.</param>
internal sealed class ConfigurationDraft(
    HostPaths paths,
    InstanceName gateway,
    OperatorFiles files,
    IController controller
)
{
    /// <summary>A copy of the settings of main is no place of this gateway's login.</summary>
    private static readonly Secret Empty = new("");

    private readonly TextFile _settings = TextFile.Read(files.Settings.Path);
    private readonly TextFile _credentials = TextFile.Read(files.Credentials.Path);
    private readonly TextFile _alerts = TextFile.Read(files.Alerts.Path);

    /// <summary>Null: there are none yet.</summary>
    private readonly Secret? _controllerSettings = files.ControllerSettings.IsThere
        ? InputFile.ReadLatin1(files.ControllerSettings.Path)
        : null;

    /// <summary>What stands in agent.ini after these answers, or counts there.</summary>
    public string Current(ConfigurationAnswers answers, SettingsKey key) =>
        answers.Settings.GetValueOrDefault(key.Name) ?? ConfigurationPlan.Current(_settings.Text, key, gateway);

    /// <summary>Whether a key of credentials.env has a value.</summary>
    public bool HasCredential(string key) => HasValue(_credentials.Text, key);

    /// <summary>Whether a key of alerts.env has a value.</summary>
    public bool HasAlert(string key) => HasValue(_alerts.Text, key);

    /// <summary>Why no answer could be written; empty: nothing is in the way.</summary>
    public IReadOnlyList<string> Obstacles() =>
        [
            .. SettingsFiles.Load(paths) is SettingsOutcome.Missing(var missing)
                ? [missing.ToString()]
                : Array.Empty<string>(),
            .. new[] { _settings, _credentials, _alerts }.Select(file => file.Problem?.ToString()).OfType<string>(),
            .. new[] { files.Settings, files.ControllerSettings, files.Credentials, files.Alerts }
                .Where(file => new FileInfo(file.Path).LinkTarget is not null)
                .Select(file =>
                    $"{file.Path} is a symbolic link, which would be replaced by a file: change what it points to"
                ),
        ];

    public Proposal Propose(ConfigurationAnswers answers)
    {
        try
        {
            var text = ConfigurationPlan.Settings(_settings.Text, answers);
            var outcome = SettingsFiles.Parse(paths, _settings.Path, text);
            return outcome is SettingsOutcome.Loaded(var settings)
                ? new(settings, [], Changes(answers, text, settings))
                : new(null, [.. outcome.Problems().Select(problem => problem.ToString())], []);
        }
        catch (FormatException exception)
        {
            return new(null, [exception.Message], []);
        }
    }

    /// <summary>The credentials last: a daemon that waits for them finds everything else as it shall be.</summary>
    private List<FileChange> Changes(ConfigurationAnswers answers, string settingsText, AgentSettings settings)
    {
        var own = settings.Find(gateway)!;
        var first = _controllerSettings ?? FirstControllerSettings(settings, own);
        var controllerSettings = In(
            files.ControllerSettings,
            () => ConfigurationPlan.ControllerSettings(first, answers, controller, own.Api.Port)
        );
        var credentials = Template(_credentials, paths.CredentialsTemplate);
        var newCredentials = In(
            files.Credentials,
            () => ConfigurationPlan.Credentials(credentials, _controllerSettings ?? Empty, answers, controller)
        );
        var alerts = Template(_alerts, paths.AlertsTemplate);
        var newAlerts = In(files.Alerts, () => ConfigurationPlan.EnvironmentFile(alerts, answers.Alerts));
        List<FileChange> changes = [];
        if (settingsText != _settings.Text || files.Settings.IsTooOpen)
            Add(files.Settings, new(settingsText), ConfigurationDiff.Settings(_settings.Text, settingsText));
        if (_controllerSettings is null || Differ(_controllerSettings, controllerSettings, files.ControllerSettings))
            Add(files.ControllerSettings, controllerSettings, OfControllerSettings(first, controllerSettings));
        if (DependentsRule.Change(settings, paths) is { } rule)
            changes.Add(rule);
        if (_alerts.IsMissing || Differ(alerts, newAlerts, files.Alerts))
            Add(files.Alerts, newAlerts, ConfigurationDiff.EnvironmentFile(alerts, newAlerts));
        if (_credentials.IsMissing || Differ(credentials, newCredentials, files.Credentials))
            Add(files.Credentials, newCredentials, ConfigurationDiff.EnvironmentFile(credentials, newCredentials));
        return changes;

        void Add(OperatorFile file, Secret after, IReadOnlyList<string> difference)
        {
            var encoding = file == files.ControllerSettings ? Encoding.Latin1 : new UTF8Encoding(false);
            var mode = file.IsTooOpen
                ? ["~ others may read or write it: they may not any more"]
                : Array.Empty<string>();
            changes.Add(new(file, after, encoding, [.. difference, .. mode]));
        }
    }

    private string[] OfControllerSettings(Secret first, Secret after) =>
        [
            .. _controllerSettings is null ? [] : ConfigurationDiff.ControllerSettings(first, after),
            .. _controllerSettings is not null && controller.ReadForeign(first.Reveal()).HasLogin
                ? [$"(a login belongs into {files.Credentials.Path}; the old file, which is kept, still has it)"]
                : Array.Empty<string>(),
        ];

    private Secret FirstControllerSettings(AgentSettings settings, GatewaySettings own) =>
        gateway.IsMain
            ? throw new FormatException(
                $"{files.ControllerSettings.Path} is missing: "
                    + "apt-get install --reinstall -o Dpkg::Options::=--force-confmiss ibkr-agent brings it back"
            )
            : GatewayFiles.ControllerSettingsOfNew(settings, own, paths, controller);

    private static Secret Template(TextFile file, string template) =>
        new(file.IsMissing ? TextFile.Read(template).Text : file.Text);

    private static bool Differ(Secret before, Secret after, OperatorFile file) =>
        before.Reveal() != after.Reveal() || file.IsTooOpen;

    private static bool HasValue(string text, string key)
    {
        try
        {
            return EnvironmentFileText.Read(text).GetValueOrDefault(key, "").Length > 0;
        }
        catch (FormatException)
        {
            return false; // told when it would have to be changed
        }
    }

    /// <summary>Names the file in what is wrong with it.</summary>
    private static Secret In(OperatorFile file, Func<Secret> make)
    {
        try
        {
            return make();
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{file.Path}: {exception.Message}", exception);
        }
    }
}
