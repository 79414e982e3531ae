using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Settings;

namespace IbkrAgent.Alerts;

/// <summary>A message that says only that it arrived, over the channels themselves, past the queues.</summary>
internal static class AlertTest
{
    /// <summary>Sends it once over each, and says what each of them answered.</summary>
    /// <param name="channels">those that the operator has set up.</param>
    /// <param name="only">the id of the one that is meant; null: all of them.</param>
    /// <param name="host">the name of this host.</param>
    public static async Task<OperatorAnswer> RunAsync(
        IReadOnlyList<IAlertChannel> channels,
        string? only,
        AlertSettings settings,
        string host,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        IAlertChannel[] meant = [.. channels.Where(channel => only is null || channel.Id == only)];
        if (meant is [])
            return new(
                (int)ExitCode.Configuration,
                $"{only ?? "every channel"} is not set up, or wrong in {AlertSecrets.FileName}: "
                    + "journalctl -u ibkr-agent says what is wrong"
            );

        var alert = Compose(host, at);
        var deliveries = await Task.WhenAll(
            meant.Select(channel => channel.SendAsync(alert, settings, cancellationToken))
        );
        var lines = meant.Zip(deliveries, (channel, delivery) => $"{channel.Id}: {Describe(delivery)}");
        return new(
            (int)(deliveries.All(delivery => delivery is WebAnswer.Taken) ? ExitCode.Ok : ExitCode.Failure),
            string.Join('\n', lines)
        );
    }

    private static string Describe(WebAnswer delivery) =>
        delivery switch
        {
            WebAnswer.Taken(var answer, _) => $"taken: {answer}",
            WebAnswer.TryLater(var reason, _) => $"NOT taken, and an alert would be tried again: {reason}",
            WebAnswer.Refused(var reason) => $"NOT taken, and an alert would be given up: {reason}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Alert Compose(string host, DateTimeOffset at) =>
        new(
            AlertCatalog.Test.Code,
            AlertCatalog.Test.Severity,
            Gateway: "",
            $"ibkr-agent on {host} {AlertCatalog.Test.Title}",
            "Somebody has asked for it: ibkr-agent test-alert. Nothing is the matter.",
            AlertText.NothingToDo,
            at,
            "test"
        );
}
