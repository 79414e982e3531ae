using System.Globalization;

namespace IbkrAgent.Containers;

/// <summary>Plays Telegram's Bot API inside a container: what is said to the bot, and what the bot says.</summary>
internal static class TelegramServer
{
    public const string Bot = "ibkr_test_bot";
    public const string Token = "4711:t0psecret";

    /// <summary>One line for each request: its method, and its body as JSON.</summary>
    public const string Requests = "/var/tmp/telegram.requests";

    private const string Updates = "/var/tmp/telegram.updates";

    private const string Program = $$$"""
        use IO::Socket::INET;
        $SIG{CHLD} = 'IGNORE';
        my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8090', Listen => 5, ReuseAddr => 1) or die $!;
        while (my $client = $server->accept) {
            next if fork;
            my ($method, $length, $body) = ('', 0, '');
            while (my $line = <$client>) {
                $method = $1 if $line =~ m{^POST /bot{{{Token}}}/(\w+) };
                $length = $1 if $line =~ /^content-length: *(\d+)/i;
                last if $line =~ /^\r?\n$/;
            }
            read $client, $body, $length;
            open my $requests, '>>', '{{{Requests}}}' or die $!;
            syswrite $requests, "$method $body\n";
            my $result = '{"message_id": 1}';
            $result = '{"id": 4711, "is_bot": true, "username": "{{{Bot}}}"}' if $method eq 'getMe';
            $result = updates($body) if $method eq 'getUpdates';
            my $answer = '{"ok": true, "result": ' . $result . '}';
            my $size = length $answer;
            print $client "HTTP/1.1 200 OK\r\nContent-Length: $size\r\nConnection: close\r\n\r\n$answer";
            exit;
        }

        # The numbers of updates are those of their lines.
        sub updates {
            my ($offset) = $_[0] =~ /"offset":(-?\d+)/;
            my ($timeout) = $_[0] =~ /"timeout":(\d+)/;
            my @found;
            for my $look (0 .. 20 * $timeout) {
                select undef, undef, undef, 0.05 if $look;
                my $updates;
                my @all = open($updates, '<', '{{{Updates}}}') ? <$updates> : ();
                chomp @all;
                my $first = $offset < 0 ? @all + $offset : $offset ? $offset - 1 : 0;
                @found = @all[($first < 0 ? 0 : $first) .. $#all];
                last if @found;
            }
            return '[' . join(', ', @found) . ']';
        }

        """;

    private const string Unit = """
        [Service]
        ExecStart=/usr/bin/perl /opt/telegram-server

        """;

    /// <param name="chat">TELEGRAM_CHAT_ID.</param>
    public static async Task AddAsync(Container container, long chat)
    {
        container.WriteFile("/opt/telegram-server", Program);
        container.WriteFile("/etc/systemd/system/telegram-server.service", Unit);
        container.WriteFile(
            "/etc/ibkr/alerts.env",
            string.Create(
                CultureInfo.InvariantCulture,
                $"TELEGRAM_API_URL=http://127.0.0.1:8090\nTELEGRAM_BOT_TOKEN={Token}\nTELEGRAM_CHAT_ID={chat}\n"
            )
        );
        const string Start = """
            systemctl daemon-reload && systemctl start telegram-server
            until ss -Hltn 'sport = 8090' | grep -q .; do sleep 0.05; done
            """;
        (await container.RunAsync(Start, container.Token)).OrFail();
    }

    /// <summary>Somebody writes in a chat.</summary>
    /// <returns>The message's number.</returns>
    public static async Task<int> SayAsync(Container container, long chat, string text)
    {
        var add = $$$"""
            touch {{{Updates}}}
            number=$(($(wc -l <{{{Updates}}}) + 1))
            jq -cn --argjson number $number --argjson at "$(date +%s)" --argjson chat {{{chat}}} --arg text '{{{text}}}' \
              '{update_id: $number, message: {message_id: (100 + $number), date: $at, chat: {id: $chat}, text: $text}}' \
              >>{{{Updates}}}
            echo $((100 + number))
            """;
        return int.Parse((await container.RunAsync(add, container.Token)).OrFail().Text, CultureInfo.InvariantCulture);
    }
}
