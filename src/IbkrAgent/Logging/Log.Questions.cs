using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What is asked over Telegram; part of area 5xxx.</summary>
internal static partial class Log
{
    [LoggerMessage(5201, LogLevel.Information, "/status and /server are answered in Telegram's chat")]
    public static partial void QuestionsOn(this ILogger logger);

    [LoggerMessage(5202, LogLevel.Information, "questions in Telegram's chat are not answered any more")]
    public static partial void QuestionsOff(this ILogger logger);

    [LoggerMessage(5203, LogLevel.Information, "question {Question} was answered in Telegram's chat")]
    public static partial void QuestionAnswered(this ILogger logger, string question);

    [LoggerMessage(
        5204,
        LogLevel.Warning,
        "question {Question} was not answered, Telegram did not take the answer: {Reason}"
    )]
    public static partial void AnswerNotTaken(this ILogger logger, string question, string reason);

    [LoggerMessage(5205, LogLevel.Warning, "questions cannot be asked for at Telegram, tried again: {Reason}")]
    public static partial void QuestionsNotHeard(this ILogger logger, string reason);

    [LoggerMessage(5206, LogLevel.Information, "questions can be asked for at Telegram again")]
    public static partial void QuestionsHeardAgain(this ILogger logger);

    [LoggerMessage(
        5207,
        LogLevel.Error,
        "Telegram refuses the agent its questions, asked rarely from now on: {Reason}"
    )]
    public static partial void QuestionsRefused(this ILogger logger, string reason);

    [LoggerMessage(
        5208,
        LogLevel.Warning,
        "not answered in Telegram: {Foreign} messages of other chats, {Old} questions that came after more than a minute, "
            + "{TooMany} questions after many others"
    )]
    public static partial void MessagesIgnored(this ILogger logger, int foreign, int old, int tooMany);

    [LoggerMessage(5209, LogLevel.Error, "telegram_questions = yes, and nobody can ask: {Problem}")]
    public static partial void QuestionsImpossible(this ILogger logger, string problem);

    [LoggerMessage(5210, LogLevel.Error, "answering questions failed with {Failure}, begun anew in {Pause}")]
    public static partial void QuestionsFailed(this ILogger logger, string failure, TimeSpan pause);
}
