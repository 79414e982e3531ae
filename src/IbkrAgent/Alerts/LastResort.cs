using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;

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
        // Five attempts, within about a minute and a half at most.
        var untilTaken = WebRetry.Pipeline(
            time,
            mostRetries: 4,
            static answer => answer is WebAnswer.TryLater,
            PauseOf,
            first: TimeSpan.FromSeconds(2)
        );
        var delivery = await untilTaken.ExecuteAsync(
            async token => await channel.SendAsync(alert, settings, token),
            cancellationToken
        );
        var failure = delivery switch
        {
            WebAnswer.TryLater(var reason, _) => reason,
            WebAnswer.Refused(var reason) => reason,
            _ => null,
        };
        if (failure is null)
            logger.FailureTold(unit, channel.Name);
        else
            logger.FailureUntold(unit, channel.Name, failure);
        return failure is null;
    }

    private static TimeSpan? PauseOf(WebAnswer answer) =>
        WebRetry.PauseOf(answer) is { } pause ? (pause < LongestPause ? pause : LongestPause) : null;
}
