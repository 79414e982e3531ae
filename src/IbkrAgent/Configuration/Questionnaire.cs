using IbkrAgent.Alerts;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Configuration;

/// <summary>Asks a person for what no option has answered, and asks again for what would be refused.</summary>
internal sealed class Questionnaire(Terminal terminal, ITypist typist, ConfigurationDraft draft)
{
    private const string Nothing = "-";

    /// <summary>The answers with those of the person; null when he left.</summary>
    /// <param name="given">by options: nobody is asked for these.</param>
    /// <param name="suggested">the same, and what stands in brackets.</param>
    public ConfigurationAnswers? Ask(ConfigurationAnswers given, ConfigurationAnswers suggested)
    {
        terminal.Say("Enter keeps what stands in brackets, - empties it. Nothing is written before you agree.");
        if (AskSettings(given, suggested) is not { } settings)
            return null;

        // For all of them at once: what is pasted arrives before the next question.
        using var silence = typist.Silence();
        terminal.Say("What you type from here on is not shown.");
        return AskLogins(given, settings) is { } logins ? AskAlerts(given, logins) : null;
    }

    public bool Agrees(string question)
    {
        Prompt($"{question} [y/N]");
        return typist.ReadLine() is "y" or "Y" or "yes";
    }

    private static (string Key, string Question)[] Logins =>
        [
            (GatewayCredentials.UserNameKey, "User name at the broker"),
            (GatewayCredentials.PasswordKey, "Password at the broker"),
        ];

    private ConfigurationAnswers? AskSettings(ConfigurationAnswers given, ConfigurationAnswers answers)
    {
        foreach (var key in SetUpKeys.Asked.Where(key => !given.Settings.ContainsKey(key.Key.Name)))
        {
            if (AskSetting(answers, key) is not { } next)
                return null;
            answers = next;
        }

        return answers;
    }

    private ConfigurationAnswers? AskLogins(ConfigurationAnswers given, ConfigurationAnswers answers)
    {
        foreach (var (key, question) in Logins.Where(login => !given.Credentials.ContainsKey(login.Key)))
        {
            if (AskLogin(key, question) is not { } value)
                return null;
            if (!value.IsEmpty)
                answers = answers.WithCredential(key, value);
        }

        return answers;
    }

    private ConfigurationAnswers? AskAlerts(ConfigurationAnswers given, ConfigurationAnswers answers)
    {
        foreach (var key in AlertSecrets.Keys.Where(IsAsked).Where(key => !given.Alerts.ContainsKey(key)))
        {
            if (AskAlert(key) is not { } value)
                return null;
            if (!value.IsEmpty)
                answers = answers.WithAlert(key, value.Reveal() == Nothing ? new("") : value);
        }

        return answers;
    }

    private ConfigurationAnswers? AskSetting(ConfigurationAnswers answers, SetUpKey key)
    {
        var known = draft.Propose(answers).Problems;
        while (true)
        {
            Prompt($"{key.Question} [{draft.Current(answers, key.Key)}]");
            if (typist.ReadLine() is not { } line)
                return null;
            if (line.Length == 0)
                return answers;

            var next = answers.WithSetting(key.Key.Name, line == Nothing ? "" : line);
            var problems = draft.Propose(next).Problems.Except(known).ToList();
            if (problems.Count == 0)
                return next;

            foreach (var problem in problems)
                terminal.Say($"  {problem}");
        }
    }

    /// <summary>Twice, because nobody sees it, and a mistake costs a failed login.</summary>
    private Secret? AskLogin(string key, string question)
    {
        while (true)
        {
            Prompt($"{question} [{(draft.HasCredential(key) ? "is set" : "none")}]");
            if (ReadSecret() is not { } first)
                return null;
            if (first.IsEmpty)
                return first;

            if (GatewayCredentials.ProblemOf(key, first.Reveal()) is { } problem)
            {
                terminal.Say($"  {problem}");
                continue;
            }

            Prompt("  once more");
            if (ReadSecret() is not { } second)
                return null;
            if (second.Reveal() == first.Reveal())
                return first;

            terminal.Say("  these two differ");
        }
    }

    private Secret? AskAlert(string key)
    {
        while (true)
        {
            Prompt($"{key} of alerts.env [{(draft.HasAlert(key) ? "is set" : "none")}]");
            if (ReadSecret() is not { } value)
                return null;
            if (value.Reveal() == Nothing || AlertSecrets.ProblemOf(key, value) is not { } problem)
                return value;

            terminal.Say($"  {problem}");
        }
    }

    private Secret? ReadSecret() => typist.ReadLine() is { } line ? new(line) : null;

    /// <summary>The server of the Bot API is Telegram's, for nearly everybody.</summary>
    private static bool IsAsked(string key) => key != AlertSecrets.TelegramServerKey;

    private void Prompt(string text)
    {
        terminal.Out.Write($"{text}: ");
        terminal.Out.Flush();
    }
}
