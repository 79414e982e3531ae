using System.Text.Json;

namespace IbkrAgent.Containers;

/// <summary>Stands in for Discord inside a container, and for Telegram, over reboots: what reaches a human.</summary>
internal static class AlertReceiver
{
    private const string Told = "/var/tmp/alerts.json";

    private const string Program = $$"""
        use IO::Socket::INET;
        my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0:8080', Listen => 5, ReuseAddr => 1) or die $!;
        while (my $client = $server->accept) {
            my ($length, $body, $file) = (0, '', '{{Told}}');
            while (my $line = <$client>) {
                $file = "/var/tmp/$1.json" if $line =~ m{^(?:POST|GET) /(bot|json|beat)};
                $length = $1 if $line =~ /^content-length: *(\d+)/i;
                last if $line =~ /^\r?\n$/;
            }
            read $client, $body, $length;
            open my $alerts, '>>', $file or die $!;
            print $alerts "$body\n";
            close $alerts;
            print $client "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
            close $client;
        }

        """;

    private const string Unit = """
        [Service]
        ExecStart=/usr/bin/perl /opt/alert-receiver
        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>The path of all that was told, one JSON document a line.</summary>
    public static string Path => Told;

    /// <summary>The same, of Telegram's channel and of the webhook's.</summary>
    public const string OfTelegram = "/var/tmp/bot.json";

    public const string OfWebhook = "/var/tmp/json.json";

    /// <summary>A line for each time that the agent has said that it lives.</summary>
    public const string OfHeartbeat = "/var/tmp/beat.json";

    /// <param name="more">further lines of alerts.env.</param>
    public static async Task AddAsync(Container container, params string[] more)
    {
        container.WriteFile("/opt/alert-receiver", Program);
        container.WriteFile("/etc/systemd/system/alert-receiver.service", Unit);
        string[] lines = [$"DISCORD_WEBHOOK_URL=http://127.0.0.1:8080/hook/{TestSecrets.Token}", .. more];
        container.WriteFile("/etc/ibkr/alerts.env", string.Join('\n', lines) + "\n");
        const string Start = """
            systemctl daemon-reload && systemctl enable --quiet --now alert-receiver
            until ss -Hltn 'sport = 8080' | grep -q .; do sleep 0.05; done
            """;
        (await container.RunAsync(Start, container.Token)).OrFail();
    }

    /// <summary>The codes of all alerts that have arrived, in order.</summary>
    public static IReadOnlyList<string> Codes(Container container) => [.. Lines(container, Told).Select(Code)];

    /// <summary>What is wrong with what has arrived at Discord or Telegram, by their documentation.</summary>
    public static IReadOnlyList<string> Complaints(Container container) =>
        [
            .. Lines(container, Told).SelectMany(line => Check(line, ChatMessage.OfDiscord)),
            .. Lines(container, OfTelegram)
                .SelectMany(line => Check(line, body => ChatMessage.OfTelegram("sendMessage", body))),
        ];

    private static IReadOnlyList<string> Check(string line, Func<JsonElement, IEnumerable<string>> complaints)
    {
        using var message = JsonDocument.Parse(line);
        return [.. complaints(message.RootElement)];
    }

    private static IEnumerable<string> Lines(Container container, string path) =>
        File.Exists(container.Root + path) ? container.ReadFile(path).Split('\n').Where(IsWhole) : [];

    /// <summary>The line that is being written just now has no end yet.</summary>
    private static bool IsWhole(string line) => line.EndsWith('}');

    private static string Code(string line)
    {
        using var alert = JsonDocument.Parse(line);
        var footer = alert.RootElement.GetProperty("embeds")[0].GetProperty("footer").GetProperty("text").GetString();
        return footer?.Split(' ')[0] ?? "";
    }
}
