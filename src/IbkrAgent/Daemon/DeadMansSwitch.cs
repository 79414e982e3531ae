using IbkrAgent.Alerts;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>Calls a service of the operator's, which calls the operator when that stays away.</summary>
/// <param name="call">where; null: nowhere.</param>
/// <param name="pingAsync">completes when every supervisor has worked through what was there before, as for
/// <see cref="Watchdog"/>.</param>
/// <param name="settings">asked again and again: they can change.</param>
/// <remarks>It says that somebody watches, and nothing of what he sees: that is what alerts are for.</remarks>
internal sealed class DeadMansSwitch(
    WebCall? call,
    Func<CancellationToken, Task> pingAsync,
    Live<AgentSettings> settings,
    TimeProvider time,
    ILogger logger
) : BackgroundService
{
    /// <summary>Of a supervisor, and of the service.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>As long as the shortest interval: another one counts within this time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private enum Beat
    {
        Arrived,
        Lost,
        Withheld,
    }

    /// <summary>Where to call, of the secrets of the agent; null: nowhere.</summary>
    /// <param name="credentialsDirectory">$CREDENTIALS_DIRECTORY, which systemd sets.</param>
    public static WebCall? Open(string? credentialsDirectory, TimeProvider time, ILogger logger)
    {
        var url = AlertSecrets.Read(credentialsDirectory, out var problem)[AlertSecrets.HeartbeatKey];
        if (problem.Length == 0 && url.IsEmpty)
            return null;
        if (problem.Length == 0 && WebCall.AddressOf(url) is { } address)
            return new(address, AlertSecrets.HeartbeatKey, LongestAnswer, time);

        logger.HeartbeatOff(
            problem.Length > 0
                ? problem
                : $"{AlertSecrets.HeartbeatKey} in {AlertSecrets.FileName} is not an https address"
        );
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (call is null)
            return;

        for (var last = Beat.Arrived; ; )
        {
            var start = time.GetTimestamp();
            last = await BeatAsync(call, last, stoppingToken);
            while (settings.Current.Alerts.HeartbeatInterval - time.GetElapsedTime(start) is var wait)
            {
                if (wait <= TimeSpan.Zero)
                    break;
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stoppingToken);
            }
        }
    }

    /// <summary>Says in the journal when it became different, and not each time.</summary>
    private async Task<Beat> BeatAsync(WebCall to, Beat last, CancellationToken cancellationToken)
    {
        if (!await AreAliveAsync(cancellationToken))
        {
            if (last != Beat.Withheld)
                logger.HeartbeatWithheld(LongestAnswer);
            return Beat.Withheld;
        }

        var reason = await to.GetAsync(cancellationToken) switch
        {
            WebAnswer.TryLater(var why, _) => why,
            WebAnswer.Refused(var why) => why,
            _ => null,
        };
        if (reason is null && last != Beat.Arrived)
            logger.HeartbeatBack();
        if (reason is not null && last != Beat.Lost)
            logger.HeartbeatLost(reason);
        return reason is null ? Beat.Arrived : Beat.Lost;
    }

    private async Task<bool> AreAliveAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(LongestAnswer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await pingAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
