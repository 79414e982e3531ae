namespace IbkrAgent.Alerts;

/// <summary>A message as a question.</summary>
public static class TelegramCommand
{
    /// <summary>Null when it is none: people talk in a group, and to other bots.</summary>
    /// <param name="bot">the name of this bot; with several in a group it is said behind an @.</param>
    public static TelegramQuestion? Of(string text, string bot)
    {
        var command = text.Trim();
        if (command.Split('@') is [var before, var name])
        {
            if (!name.Equals(bot, StringComparison.OrdinalIgnoreCase))
                return null;

            command = before;
        }

        return command.Equals("/status", StringComparison.OrdinalIgnoreCase) ? TelegramQuestion.Status
            : command.Equals("/server", StringComparison.OrdinalIgnoreCase) ? TelegramQuestion.Server
            : null;
    }
}
