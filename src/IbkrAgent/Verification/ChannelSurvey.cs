using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Verification;

/// <summary>Whether the way to those who are told is open. Nothing is sent, and of the addresses only the host is used.</summary>
internal static class ChannelSurvey
{
    /// <param name="directory">of alerts.env.</param>
    public static Task<Fact<IReadOnlyList<ChannelFacts>>> LookAsync(
        string directory,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        Look.AtAsync<IReadOnlyList<ChannelFacts>>(async () =>
        {
            var secrets = AlertSecrets.Read(directory, out var problem);
            if (problem.Length > 0)
                throw new IOException(problem);

            (string Name, Secret Address)[] wanted =
            [
                ("Discord", secrets[AlertSecrets.DiscordKey]),
                ("Telegram", secrets[AlertSecrets.TelegramTokenKey].IsEmpty ? new("") : secrets.TelegramServer),
                ("webhook", secrets[AlertSecrets.WebhookKey]),
                ("heartbeat", secrets[AlertSecrets.HeartbeatKey]),
            ];
            List<ChannelFacts> found = [];
            foreach (var (name, address) in wanted.Where(channel => !channel.Address.IsEmpty))
                found.Add(new(name, await FindProblemAsync(address, clock, cancellationToken)));
            return found;
        });

    private static async Task<string?> FindProblemAsync(
        Secret address,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!Uri.TryCreate(address.Reveal(), UriKind.Absolute, out var uri))
            return "is no address";

        var problem = await Reachability.FindProblemAsync($"{uri.DnsSafeHost}:{uri.Port}", clock, cancellationToken);
        return problem is null ? null : $"{uri.DnsSafeHost} takes no connection: {problem}";
    }
}
