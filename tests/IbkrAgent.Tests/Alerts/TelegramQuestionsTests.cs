using System.Collections.Concurrent;
using IbkrAgent.Alerts;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

/// <summary>Questions and answers, with a server that behaves as Telegram documents it, and one that misbehaves.</summary>
public sealed class TelegramQuestionsTests : IDisposable
{
    private const long Chat = -1001;
    private const long OtherChat = 42;

    private static readonly AgentSettings On = new([], [], AlertSettings.Default with { TelegramQuestions = true });

    private static readonly AgentSettings Off = new([], [], AlertSettings.Default);

    private readonly TemporaryDirectory _credentials = new();
    private readonly RecordingLogger _logger = new();
    private readonly Live<AgentSettings> _settings = new(On);

    private TimeProvider _time = TimeProvider.System;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _credentials.Dispose();

    [Fact]
    public async Task A_question_in_the_chat_is_answered_there_as_a_reply()
    {
        await using var server = await ChatServer.StartAsync();
        using var questions = await StartAsync(server);

        var status = Say(server, "/status");
        var addressed = Say(server, $"/server@{ChatUpdates.BotName}");

        await Eventually.HoldsAsync(() => _logger.Entries.Length == 3);
        Assert.Equal(
            [new("-1001", status, "answer to Status"), new("-1001", addressed, "answer to Server")],
            server.Updates.Replies
        );
        await EndAsync(server, questions);
        Assert.Equal(
            ["5201 /status and /server are answered in Telegram's chat", Answered("Status"), Answered("Server")],
            _logger.Entries
        );
    }

    [Fact]
    public async Task Nothing_else_gets_an_answer_and_other_chats_are_counted_once()
    {
        await using var server = await ChatServer.StartAsync();
        using var questions = await StartAsync(server);

        Say(server, "/status", OtherChat);
        Say(server, "t0psecret", OtherChat);
        foreach (var text in new[] { "hello", "/status@other_bot", "/stop", "/status main", "status", "" })
            Say(server, text);
        var last = Say(server, "/status");

        await Eventually.HoldsAsync(() => server.Updates.Replies.Count > 0);
        Assert.Equal([new("-1001", last, "answer to Status")], server.Updates.Replies);
        await EndAsync(server, questions);
        Assert.StartsWith(
            "5208 not answered in Telegram: 1 messages of other chats, 0 questions",
            Assert.Single(_logger.Entries, IsEntry(5208)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(_logger.Entries, entry => entry.Contains("t0psecret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_asked_before_it_began_or_long_ago_is_confirmed_and_not_answered()
    {
        await using var server = await ChatServer.StartAsync();
        Say(server, "/status");
        Say(server, "/server");
        using var questions = await StartAsync(server);

        server.Updates.Say(Chat, "/server", _time.GetUtcNow().AddSeconds(-90));
        var last = Say(server, "/status");

        await Eventually.HoldsAsync(() => server.Updates is { Replies.Count: > 0, Waiting: 0 });
        Assert.Equal([new("-1001", last, "answer to Status")], server.Updates.Replies);
        await EndAsync(server, questions);
        Assert.Single(_logger.Entries, IsEntry(5208));
    }

    [Fact]
    public async Task More_than_six_answers_a_minute_are_not_given()
    {
        await using var server = await ChatServer.StartAsync();
        using var questions = await StartAsync(server);

        for (var count = 0; count < 10; count++)
            Say(server, "/status");

        await Eventually.HoldsAsync(() => _logger.Entries.Any(entry => IsEntry(5208)(entry)));
        await EndAsync(server, questions);
        Assert.Equal(6, server.Updates.Replies.Count);
        Assert.Single(_logger.Entries, IsEntry(5208));
    }

    [Fact]
    public async Task Whatever_goes_wrong_is_said_once_and_over_once()
    {
        _time = new FastTime(ChatUpdates.Hurry);
        await using var server = await ChatServer.StartAsync(
            ChatMischief.Unavailable,
            ChatMischief.RateLimited,
            ChatMischief.Reset,
            ChatMischief.Slow,
            ChatMischief.Garbage,
            ChatMischief.BadJson
        );
        using var questions = await StartAsync(server);

        Say(server, "/status");

        await Eventually.HoldsAsync(() => server.Updates.Replies.Count == 1);
        await EndAsync(server, questions);
        Assert.Single(_logger.Entries, IsEntry(5205));
        Assert.Single(_logger.Entries, IsEntry(5206));
    }

    [Fact]
    public async Task An_answer_that_is_not_taken_is_sent_again_a_few_times()
    {
        await using var server = await ChatServer.StartAsync(
            ChatMischief.None,
            ChatMischief.None,
            ChatMischief.None,
            ChatMischief.Unavailable,
            ChatMischief.Reset
        );
        server.Updates.WaitsForEver = true;
        using var questions = await StartAsync(server);

        var asked = Say(server, "/status");

        await Eventually.HoldsAsync(() => server.Updates.Replies.Count == 1);
        Assert.Equal(asked, server.Updates.Replies[0].To);
        await EndAsync(server, questions);
    }

    [Theory]
    [InlineData(nameof(ChatMischief.Conflict), "another program asks for this bot's messages, or a webhook is set")]
    [InlineData(nameof(ChatMischief.Unauthorized), "HTTP status 401: check TELEGRAM_BOT_TOKEN in /etc/ibkr/alerts.env")]
    public async Task What_a_human_has_to_cure_is_said_once_and_tried_rarely(string mischief, string reason)
    {
        var time = new ImpatientTime();
        _time = time;
        var one = Enum.Parse<ChatMischief>(mischief);
        await using var server = await ChatServer.StartAsync(one, one);

        using var questions = await StartAsync(server);

        Assert.Equal([TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)], time.Waits);
        await EndAsync(server, questions);
        var said = Assert.Single(_logger.Entries, IsEntry(5207));
        Assert.Contains(reason, said, StringComparison.Ordinal);
        Assert.Contains(_logger.Entries, entry => IsEntry(5206)(entry));
    }

    [Fact]
    public async Task While_it_is_off_nobody_is_asked_and_a_reload_counts_at_once()
    {
        _settings.Replace(Off);
        await using var server = await ChatServer.StartAsync();
        using var questions = Create(server);
        await questions.StartAsync(Token);

        _settings.Replace(On);
        await Eventually.HoldsAsync(() => server.Updates.Polls is { All: >= 2, Open: 1 });
        Assert.StartsWith("5201", Assert.Single(_logger.Entries), StringComparison.Ordinal);

        _settings.Replace(Off);
        await Eventually.HoldsAsync(() => server.Updates.Polls.Open == 0 && _logger.Entries.Length == 2);
        var polls = server.Updates.Polls.All;
        Say(server, "/status");
        _settings.Replace(Off);
        Assert.Equal((polls, 0), server.Updates.Polls);

        _settings.Replace(On);
        await Eventually.HoldsAsync(() => server.Updates.Polls.All >= polls + 2);
        var asked = Say(server, "/status");
        await Eventually.HoldsAsync(() => server.Updates.Replies.Count > 0);
        Assert.Equal([new("-1001", asked, "answer to Status")], server.Updates.Replies);
        await EndAsync(server, questions);
    }

    [Fact]
    public async Task A_stop_ends_the_request_that_waits()
    {
        await using var server = await ChatServer.StartAsync();
        server.Updates.WaitsForEver = true;
        using var questions = await StartAsync(server);
        await Eventually.HoldsAsync(() => server.Updates.Polls.Open == 1);

        await questions.StopAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        await Eventually.HoldsAsync(() => server.Updates.Polls.Open == 0);
    }

    [Fact]
    public async Task What_fails_here_fails_nothing_else()
    {
        await using var server = await ChatServer.StartAsync();
        using var questions = await StartAsync(server, (_, _) => throw new InvalidOperationException("4711:s3cret"));

        Say(server, "/status");

        await Eventually.HoldsAsync(() => _logger.Entries.Any(entry => IsEntry(5210)(entry)));
        Assert.False(questions.ExecuteTask!.IsCompleted);
        await EndAsync(server, questions);
    }

    [Theory]
    [InlineData("", "TELEGRAM_BOT_TOKEN is no token of a bot")]
    [InlineData("TELEGRAM_BOT_TOKEN=4711:hidden", "TELEGRAM_CHAT_ID is not the number of a chat")]
    [InlineData("TELEGRAM_BOT_TOKEN=4711:hidden\nTELEGRAM_CHAT_ID=@hidden", "TELEGRAM_CHAT_ID is not the number of a")]
    [InlineData(
        "TELEGRAM_BOT_TOKEN=4711:hidden\nTELEGRAM_CHAT_ID=5\nTELEGRAM_API_URL=ftp://hidden",
        "TELEGRAM_API_URL is not an https address: look at /etc/ibkr/alerts.env"
    )]
    public async Task Where_nobody_can_ask_that_is_said_and_no_more(string secrets, string problem)
    {
        _credentials.Write("alerts.env", secrets + "\n");
        var chat = TelegramChat.TryOpen(_credentials.Path, _time, out var said);
        Assert.Null(chat);
        using var questions = new TelegramQuestions(chat, said, _settings, AnswerAsync, _time, _logger);

        await questions.StartAsync(Token);
        await Eventually.HoldsAsync(() => _logger.Entries.Length > 0);
        await questions.StopAsync(Token);

        var entry = Assert.Single(_logger.Entries);
        Assert.StartsWith(
            $"5209 telegram_questions = yes, and nobody can ask: {problem}",
            entry,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("hidden", entry, StringComparison.Ordinal);
    }

    private static Task<string> AnswerAsync(TelegramQuestion question, CancellationToken cancellationToken) =>
        Task.FromResult($"answer to {question}");

    private static string Answered(string question) => $"5203 question {question} was answered in Telegram's chat";

    private static Predicate<string> IsEntry(int id) => entry => entry.StartsWith($"{id} ", StringComparison.Ordinal);

    private int Say(ChatServer server, string text, long chat = Chat) =>
        server.Updates.Say(chat, text, _time.GetUtcNow().AddMinutes(10)); // however slow the test is

    /// <summary>Until it listens to what is said from now on.</summary>
    private async Task<TelegramQuestions> StartAsync(
        ChatServer server,
        Func<TelegramQuestion, CancellationToken, Task<string>>? answerAsync = null
    )
    {
        var questions = Create(server, answerAsync);
        await questions.StartAsync(Token);
        await Eventually.HoldsAsync(() => server.Updates.Polls.All >= 2);
        return questions;
    }

    private TelegramQuestions Create(
        ChatServer server,
        Func<TelegramQuestion, CancellationToken, Task<string>>? answerAsync = null
    )
    {
        _credentials.Write(
            "alerts.env",
            $"TELEGRAM_BOT_TOKEN=4711:s3cret\nTELEGRAM_CHAT_ID=-1001\nTELEGRAM_API_URL={server.Url}/\n"
        );
        var chat = TelegramChat.TryOpen(_credentials.Path, _time, out var problem);
        Assert.Equal("", problem);
        return new(chat, problem, _settings, answerAsync ?? AnswerAsync, _time, _logger);
    }

    private async Task EndAsync(ChatServer server, TelegramQuestions questions)
    {
        await questions.StopAsync(Token);
        Assert.Empty(server.Complaints);
        Assert.DoesNotContain(_logger.Entries, entry => entry.Contains("s3cret", StringComparison.Ordinal));
    }

    /// <summary>Waits of minutes are over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        private readonly ConcurrentQueue<TimeSpan> _waits = [];

        /// <summary>Those that were cut short.</summary>
        public IReadOnlyList<TimeSpan> Waits => [.. _waits];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var isLong = dueTime > TimeSpan.FromMinutes(5);
            if (isLong)
                _waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, isLong ? TimeSpan.FromMilliseconds(1) : dueTime, period);
        }
    }
}
