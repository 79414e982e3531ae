using IbkrAgent.Cli;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>Says what was found on the host, and suggests it where the settings name nothing that is there.</summary>
internal sealed class Suggestions(Terminal terminal, ConfigurationDraft draft, InstalledPrograms installed)
{
    public ConfigurationAnswers Into(ConfigurationAnswers answers)
    {
        answers = Suggest(answers, GatewayKeys.IbcPath, installed.Controllers());
        answers = Suggest(answers, GatewayKeys.GatewayPath, installed.Gateways());
        if (answers.ForeignSettings is null)
            foreach (var file in installed.ForeignSettings())
                terminal.Say($"found: settings with a login in {file}; --import-config {file} takes them over");
        return answers;
    }

    private ConfigurationAnswers Suggest(
        ConfigurationAnswers answers,
        SettingsKey.Directory key,
        IReadOnlyList<FoundProgram> found
    )
    {
        foreach (var program in found)
            terminal.Say($"found: {program}");

        var current = draft.Current(answers, key);
        return
            !answers.Settings.ContainsKey(key.Name)
            && found.All(program => program.Directory != current)
            && found.Where(program => program.IsUsable).ToList() is [var only]
            ? answers.WithSetting(key.Name, only.Directory)
            : answers;
    }
}
