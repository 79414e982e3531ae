using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace IbkrAgent.Alerts;

/// <summary>Sends one alert over every channel, now, without the daemon's queues and memory.</summary>
/// <param name="settings">of the file, as far as it is right.</param>
internal sealed class LastResort(
    IReadOnlyList<IAlertChannel> channels,
    AlertSettings settings,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    /// <summary>False: the operator has set up none that can be used.</summary>
    public bool HasChannels => channels is not [];

    /// <summary>Whether at least one channel took it.</summary>
    /// <param name="unit">what it is about.</param>
    public async Task<bool> SendAsync(Alert alert, string unit, CancellationToken cancellationToken) =>
        (await Task.WhenAll(channels.Select(channel => SendAsync(channel, alert, unit, cancellationToken)))).Contains(
            true
        );

    private async Task<bool> SendAsync(
        IAlertChannel channel,
        Alert alert,
        string unit,
        CancellationToken cancellationToken
    )
    {
        var delivery = await Pipeline()
            .ExecuteAsync(async token => await channel.SendAsync(alert, settings, token), cancellationToken);
        var failure = delivery switch
        {
            AlertDelivery.TryLater(var reason, _) => reason,
            AlertDelivery.Refused(var reason) => reason,
            _ => null,
        };
        if (failure is null)
            logger.FailureTold(unit, channel.Name);
        else
            logger.FailureUntold(unit, channel.Name, failure);
        return failure is null;
    }

    /// <remarks>Five attempts at 2 s, 4 s, 8 s, 16 s: about a minute and a half at most.</remarks>
    private ResiliencePipeline<AlertDelivery> Pipeline()
    {
        var retry = new RetryStrategyOptions<AlertDelivery>
        {
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(2),
            DelayGenerator = static arguments =>
                ValueTask.FromResult(
                    (arguments.Outcome.Result as AlertDelivery.TryLater)?.Pause is { } pause
                        ? (pause < LongestPause ? pause : LongestPause)
                        : (TimeSpan?)null
                ),
            MaxRetryAttempts = 4,
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is AlertDelivery.TryLater),
        };
        return new ResiliencePipelineBuilder<AlertDelivery> { TimeProvider = time }
            .AddRetry(retry)
            .Build();
    }
}
