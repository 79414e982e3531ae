using System.Collections.Immutable;
using IbkrAgent.Alerts;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;

namespace IbkrAgent.Configuration;

/// <summary>Answers that files of before give. What they hold is told to nobody.</summary>
internal static class ConfigureImports
{
    /// <exception cref="FormatException">a file is not what it should be; names it.</exception>
    /// <exception cref="IOException">a file cannot be read.</exception>
    public static ConfigurationAnswers Read(
        ConfigureCommand.Arguments arguments,
        ConfigurationAnswers answers,
        IController controller
    )
    {
        if (arguments.ImportConfig is { } config)
            answers = OfController(config, answers, controller);
        if (arguments.ImportCredentials is { } credentials)
            answers =
                LoginImport.Into(answers, InputFile.ReadUtf8(credentials), controller)
                ?? throw new FormatException(
                    $"{credentials} has no login: neither {GatewayCredentials.UserNameKey}= and "
                        + $"{GatewayCredentials.PasswordKey}=, nor one of {controller.Name}"
                );
        Check(answers.Credentials, GatewayCredentials.ProblemOf);
        return arguments.ImportAlerts is { } alerts ? OfAlerts(alerts, answers) : answers;
    }

    public static ConfigurationAnswers OfController(string file, ConfigurationAnswers answers, IController controller)
    {
        try
        {
            return ConfigurationPlan.Imported(InputFile.ReadLatin1(file), answers, controller);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{file}: {exception.Message}", exception);
        }
    }

    private static ConfigurationAnswers OfAlerts(string file, ConfigurationAnswers answers)
    {
        var values = EnvironmentFileText.Read(InputFile.ReadUtf8(file).Reveal());
        if (values.Keys.Except(AlertSecrets.Keys).FirstOrDefault() is { } other)
            throw new FormatException(
                $"{file}: {Common.OneLine.Of(other)} has no meaning here; there are {string.Join(", ", AlertSecrets.Keys)}"
            );

        foreach (var (key, value) in values)
            answers = answers.WithAlert(key, new(value.Trim()));
        Check(answers.Alerts, (key, value) => AlertSecrets.ProblemOf(key, new(value)));
        return answers;
    }

    private static void Check(ImmutableDictionary<string, Secret> values, Func<string, string, string?> problemOf)
    {
        string[] problems =
        [
            .. values.Select(entry => problemOf(entry.Key, entry.Value.Reveal())).OfType<string>().Order(),
        ];
        if (problems is not [])
            throw new FormatException(string.Join("; ", problems));
    }
}
