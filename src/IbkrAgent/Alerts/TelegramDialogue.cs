using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;
using Polly;

namespace IbkrAgent.Alerts;

/// <summary>Listens to a bot's chats, and answers questions in one of them.</summary>
/// <param name="answerAsync">1 to 4096 characters of text.</param>
/// <remarks>
/// What was said before it began, or longer ago than a minute, is not answered: after an outage nobody wants old answers.
/// An update is confirmed with the next request, whether it was answered or not.
/// </remarks>
internal sealed class TelegramDialogue(
    TelegramChat chat,
    Func<TelegramQuestion, CancellationToken, Task<string>> answerAsync,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Within a minute; 20 is Telegram's own limit for a group, alerts included.</summary>
    private const int MostAnswers = 6;

    private const int MostRetries = 3;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Between two requests, so that a server which does not wait is not flooded.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>After a refusal, which a human has to cure.</summary>
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(10);

    private readonly ResiliencePipeline<WebAnswer> _untilTaken = WebRetry.Pipeline(
        time,
        int.MaxValue,
        static answer => answer is WebAnswer.TryLater or WebAnswer.Refused,
        PauseOf
    );

    private readonly ResiliencePipeline<WebAnswer> _someTimes = WebRetry.Pipeline(
        time,
        MostRetries,
        static answer => answer is WebAnswer.TryLater later && !(later.Pause > Minute),
        PauseOf
    );

    private readonly Queue<DateTimeOffset> _answered = [];
    private readonly IgnoredMessages _ignored = new(time, logger);
    private WebAnswer? _trouble;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var bot = await AskAsync(chat.AskNameAsync, TelegramUpdates.ReadName, cancellationToken);
        var offset = await SkipAsync(cancellationToken);
        while (true)
        {
            var updates = await AskAsync(
                token => chat.ListenAsync(offset, TelegramChat.LongestWait, token),
                TelegramUpdates.Read,
                cancellationToken
            );
            foreach (var update in updates)
            {
                offset = update.Id + 1;
                if (update.Message is { } message)
                    await HearAsync(message, bot, cancellationToken);
            }

            await Task.Delay(Breath, time, cancellationToken);
        }
    }

    /// <summary>Where the updates begin that come from now on; null when there is none yet.</summary>
    private async Task<long?> SkipAsync(CancellationToken cancellationToken)
    {
        var waiting = await AskAsync(
            token => chat.ListenAsync(TelegramUpdates.OnlyTheLast, TimeSpan.Zero, token),
            TelegramUpdates.Read,
            cancellationToken
        );
        return waiting.Count > 0 ? waiting[^1].Id + 1 : null;
    }

    private async Task HearAsync(TelegramText message, string bot, CancellationToken cancellationToken)
    {
        if (message.ChatId != chat.Id)
            _ignored.Foreign();
        else if (TelegramCommand.Of(message.Text, bot) is not { } question)
            return;
        else if (time.GetUtcNow() - message.At > Minute)
            _ignored.Old();
        else if (!MayAnswer())
            _ignored.TooMany();
        else
            await AnswerAsync(question, message.MessageId, cancellationToken);
    }

    private bool MayAnswer()
    {
        var now = time.GetUtcNow();
        while (_answered.TryPeek(out var first) && (now - first).Duration() > Minute)
            _answered.Dequeue();
        if (_answered.Count >= MostAnswers)
            return false;

        _answered.Enqueue(now);
        return true;
    }

    private async Task AnswerAsync(TelegramQuestion question, long replyTo, CancellationToken cancellationToken)
    {
        var text = await answerAsync(question, cancellationToken);
        var delivery = await _someTimes.ExecuteAsync(
            async token => await chat.AnswerAsync(text, replyTo, token),
            cancellationToken
        );
        if (delivery is WebAnswer.Taken)
            logger.QuestionAnswered(question.ToString());
        else
            logger.AnswerNotTaken(question.ToString(), ReasonOf(delivery));
    }

    /// <summary>Asks until there is an answer that can be read.</summary>
    private async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<WebAnswer>> askAsync,
        Func<ReadOnlyMemory<byte>, T?> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        T? answer = null;
        await _untilTaken.ExecuteAsync(AttemptAsync, cancellationToken);
        return answer!;

        async ValueTask<WebAnswer> AttemptAsync(CancellationToken token)
        {
            var delivery = await askAsync(token);
            if (delivery is WebAnswer.Taken { Body: var body } && (answer = read(body)) is null)
                delivery = new WebAnswer.TryLater("the answer is not as Telegram documents it", Pause: null);
            Note(delivery);
            return delivery;
        }
    }

    /// <summary>Says once that it begins, and once that it is over: a service can be away for hours.</summary>
    private void Note(WebAnswer delivery)
    {
        var before = _trouble;
        _trouble = delivery is WebAnswer.Taken ? null : delivery;
        if (_trouble is null && before is not null)
            logger.QuestionsHeardAgain();
        else if (_trouble is WebAnswer.Refused refused && refused != before)
            logger.QuestionsRefused(ReasonOf(refused));
        else if (_trouble is WebAnswer.TryLater && before is null)
            logger.QuestionsNotHeard(ReasonOf(delivery));
        else if (_trouble is not null)
            _trouble = before; // what was said stands until it is over
    }

    private static string ReasonOf(WebAnswer delivery) =>
        delivery switch
        {
            WebAnswer.Refused { Status: 409 } =>
                "another program asks for this bot's messages, or a webhook is set for it: "
                    + "give the agent a bot of its own (HTTP status 409)",
            WebAnswer.Refused { Reason: var reason } => reason,
            WebAnswer.TryLater { Reason: var reason } => reason,
            _ => "",
        };

    /// <summary>What was refused is for a human to cure.</summary>
    private static TimeSpan? PauseOf(WebAnswer answer) =>
        answer is WebAnswer.Refused ? RefusalPause : WebRetry.PauseOf(answer);
}
