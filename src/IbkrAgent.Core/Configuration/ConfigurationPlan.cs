using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>The operator's files as they are, made what he answered. What says the same already stays as it is.</summary>
public static class ConfigurationPlan
{
    /// <summary>The text of agent.ini.</summary>
    /// <exception cref="FormatException">a value of more than one line.</exception>
    public static string Settings(string text, ConfigurationAnswers answers)
    {
        text = WithSection(text, answers.Gateway);
        foreach (var key in AlertKeys.All.Concat(GatewayKeys.All))
            if (answers.Settings.TryGetValue(key.Name, out var value))
                text = Set(text, SetUpKeys.SectionOf(key.Name, answers.Gateway)!, key, value);
        return text;
    }

    /// <summary>The value of a key that counts, as it would stand in agent.ini.</summary>
    public static string Current(string text, SettingsKey key, InstanceName gateway) =>
        IniEdit.ValueOf(text, SetUpKeys.SectionOf(key.Name, gateway)!, key);

    /// <summary>The text of the controller's settings.</summary>
    /// <param name="apiPort">as agent.ini has it then.</param>
    /// <exception cref="FormatException">nothing that the controller could read.</exception>
    public static Secret ControllerSettings(
        Secret text,
        ConfigurationAnswers answers,
        IController controller,
        int apiPort
    )
    {
        var settings = text.Reveal();
        if (answers.ForeignSettings is { } foreign)
            settings = controller.TakeOver(settings, foreign.Reveal());

        // A port that is named has to be opened; one that the settings name already has to be the same.
        var isNamed = answers.Settings.GetValueOrDefault(GatewayKeys.ApiPort.Name, "").Length > 0;
        var moved = controller.FindApiPort(settings);
        if (moved != apiPort && (isNamed || moved is not null))
            settings = controller.MoveApi(settings, apiPort);
        return new(controller.WithoutLogin(settings));
    }

    /// <summary>The text of credentials.env.</summary>
    /// <param name="controllerSettings">
    /// as they were: a login that somebody wrote there moves, if there is no other.
    /// </param>
    /// <exception cref="FormatException">nothing that the agent could read.</exception>
    public static Secret Credentials(
        Secret text,
        Secret controllerSettings,
        ConfigurationAnswers answers,
        IController controller
    )
    {
        var misplaced = controller.ReadForeign(controllerSettings.Reveal());
        var known = EnvironmentFileText.Read(text.Reveal());
        var values = answers.Credentials;
        if (
            IsMissing(GatewayCredentials.UserNameKey)
            && IsMissing(GatewayCredentials.PasswordKey)
            && misplaced.HasLogin
        )
            values = values
                .SetItem(GatewayCredentials.UserNameKey, misplaced.UserName)
                .SetItem(GatewayCredentials.PasswordKey, misplaced.Password);
        return EnvironmentFile(text, values);

        bool IsMissing(string key) =>
            !answers.Credentials.ContainsKey(key) && known.GetValueOrDefault(key, "").Length == 0;
    }

    /// <summary>An environment file with some values changed.</summary>
    /// <exception cref="FormatException">nothing that the agent could read, or a value that it could not.</exception>
    public static Secret EnvironmentFile(Secret text, ImmutableDictionary<string, Secret> values)
    {
        var known = EnvironmentFileText.Read(text.Reveal());
        return new(
            values
                .Select(entry => (entry.Key, Value: entry.Value.Reveal()))
                .Where(entry => known.GetValueOrDefault(entry.Key, "") != entry.Value)
                .OrderByDescending(entry => entry.Key, StringComparer.Ordinal) // user name before password
                .Aggregate(text.Reveal(), (file, entry) => EnvironmentFileText.Set(file, entry.Key, entry.Value))
        );
    }

    /// <summary>What settings of an installation elsewhere answer, for whom nothing else was said.</summary>
    public static ConfigurationAnswers Imported(Secret foreign, ConfigurationAnswers answers, IController controller)
    {
        var read = controller.ReadForeign(foreign.Reveal());
        answers = answers with { ForeignSettings = foreign };
        if (read.Mode is { } mode)
            answers = answers.WithSetting(GatewayKeys.TradingMode.Name, IbcSettings.NameOf(mode));
        if (read.ApiPort is { } port)
            answers = answers.WithSetting(GatewayKeys.ApiPort.Name, port.ToString(CultureInfo.InvariantCulture));
        if (!read.UserName.IsEmpty)
            answers = answers.WithCredential(GatewayCredentials.UserNameKey, read.UserName);
        return read.Password.IsEmpty ? answers : answers.WithCredential(GatewayCredentials.PasswordKey, read.Password);
    }

    /// <summary>A file without any gateway means main, also when another one is added.</summary>
    private static string WithSection(string text, InstanceName gateway)
    {
        var section = GatewaySections.NameOf(gateway);
        var sections = IniText.Read("", text).Sections;
        var isMainImplied = sections.All(known => known == AlertKeys.Section);
        if (sections.Contains(section) || (isMainImplied && gateway.IsMain))
            return text;

        return IniEdit.AddSection(
            isMainImplied ? IniEdit.AddSection(text, GatewaySections.NameOf(InstanceName.Main)) : text,
            section
        );
    }

    private static string Set(string text, string section, SettingsKey key, string value) =>
        IniEdit.ValueOf(text, section, key) == value ? text : IniEdit.Set(text, section, key.Name, value);
}
