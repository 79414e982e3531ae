using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Alerts;

/// <summary>Has questions answered in Telegram's chat, while the settings say so; else nobody is listened to.</summary>
/// <param name="chat">null when nobody can ask.</param>
/// <param name="problem">why nobody can.</param>
/// <param name="settings">a change of them counts at once.</param>
/// <param name="answerAsync">see <see cref="TelegramDialogue"/>.</param>
internal sealed class TelegramQuestions(
    TelegramChat? chat,
    string problem,
    Live<AgentSettings> settings,
    Func<TelegramQuestion, CancellationToken, Task<string>> answerAsync,
    TimeProvider time,
    ILogger logger
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await UntilAsync(areAnswered: true, stoppingToken);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var answering = AnswerAsync(end.Token);
            try
            {
                await UntilAsync(areAnswered: false, stoppingToken);
            }
            finally
            {
                await end.CancelAsync();
                await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            logger.QuestionsOff();
        }
    }

    private async Task UntilAsync(bool areAnswered, CancellationToken cancellationToken)
    {
        while (true)
        {
            var replaced = settings.Replaced;
            if (settings.Current.Alerts.TelegramQuestions == areAnswered)
                return;

            await replaced.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Runs until cancelled. What fails here must fail nothing else.</summary>
    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        if (chat is null)
        {
            logger.QuestionsImpossible(problem);
            return;
        }

        logger.QuestionsOn();
        while (true)
            try
            {
                await new TelegramDialogue(chat, answerAsync, time, logger).RunAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Not what it says: the bot's token is part of the address.
                logger.QuestionsFailed(exception.GetType().Name, PauseAfterFailure);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
    }
}
