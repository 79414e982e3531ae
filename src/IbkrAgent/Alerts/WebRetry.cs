using Polly;
using Polly.Retry;

namespace IbkrAgent.Alerts;

/// <summary>Asks a web service again, when another attempt may end otherwise.</summary>
internal static class WebRetry
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Pauses of 1 s, 2 s, 4 s ... and at most 2 min between attempts, or as long as <paramref name="pauseOf"/> says.
    /// </summary>
    /// <param name="isRetried">whether an answer is worth another attempt.</param>
    /// <param name="pauseOf">how long to wait after an answer; null: as is usual.</param>
    /// <param name="onRetry">called with the answer and the pause that follows.</param>
    /// <param name="first">the first pause, in place of 1 s.</param>
    public static ResiliencePipeline<WebAnswer> Pipeline(
        TimeProvider time,
        int mostRetries,
        Predicate<WebAnswer> isRetried,
        Func<WebAnswer, TimeSpan?> pauseOf,
        Action<WebAnswer, TimeSpan>? onRetry = null,
        TimeSpan? first = null
    )
    {
        var retry = new RetryStrategyOptions<WebAnswer>
        {
            BackoffType = DelayBackoffType.Exponential,
            Delay = first ?? TimeSpan.FromSeconds(1),
            DelayGenerator = arguments => ValueTask.FromResult(pauseOf(arguments.Outcome.Result!)),
            MaxDelay = LongestPause,
            MaxRetryAttempts = mostRetries,
            OnRetry = arguments =>
            {
                onRetry?.Invoke(arguments.Outcome.Result!, arguments.RetryDelay);
                return ValueTask.CompletedTask;
            },
            ShouldHandle = arguments =>
                ValueTask.FromResult(arguments.Outcome.Result is { } answer && isRetried(answer)),
        };
        return new ResiliencePipelineBuilder<WebAnswer> { TimeProvider = time }
            .AddRetry(retry)
            .Build();
    }

    /// <summary>What the service has asked for; null when it did not.</summary>
    public static TimeSpan? PauseOf(WebAnswer answer) => (answer as WebAnswer.TryLater)?.Pause;
}
