using System.Text;
using IbkrAgent.Alerts;

namespace IbkrAgent.Tests.Alerts;

public sealed class TelegramUpdatesTests
{
    [Fact]
    public void A_request_names_what_comes_next_and_only_messages()
    {
        Assert.Equal(
            """{"offset":-1,"limit":50,"timeout":0,"allowed_updates":["message"]}""",
            Encoding.UTF8.GetString(TelegramUpdates.Request(TelegramUpdates.OnlyTheLast, TimeSpan.Zero))
        );
        Assert.Equal(
            """{"limit":50,"timeout":50,"allowed_updates":["message"]}""",
            Encoding.UTF8.GetString(TelegramUpdates.Request(offset: null, TimeSpan.FromSeconds(50)))
        );
    }

    /// <summary>A picture, and what was asked for by a program before: both are confirmed, and nothing is in them.</summary>
    [Fact]
    public void Messages_are_read_and_everything_else_is_counted()
    {
        const string Answer = """
            {"ok": true, "result": [
              {"update_id": 10, "message": {"message_id": 3, "from": {"id": 1, "is_bot": false}, "date": 1700000000,
                "chat": {"id": -1001234567890, "type": "supergroup"}, "text": "/status",
                "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}},
              {"update_id": 11, "message": {"message_id": 4, "date": 1700000001, "chat": {"id": 5}, "photo": []}},
              {"update_id": 12, "message": {"message_id": 5, "date": 1700000001, "chat": {"id": 5}, "text": "\ud800"}},
              {"update_id": 13, "callback_query": {"id": "4"}},
              {"update_id": 14, "message": {"message_id": "x", "date": 1e99, "chat": 5, "text": 7}}
            ]}
            """;

        Assert.Equal(
            [
                new(10, new(-1001234567890, 3, DateTimeOffset.FromUnixTimeSeconds(1700000000), "/status")),
                new(11, new(5, 4, DateTimeOffset.FromUnixTimeSeconds(1700000001), "")),
                new(12, new(5, 5, DateTimeOffset.FromUnixTimeSeconds(1700000001), "")),
                new(13, null),
                new TelegramUpdate(14, null),
            ],
            TelegramUpdates.Read(Encoding.UTF8.GetBytes(Answer))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"ok": true, "result": [""")]
    [InlineData("[]")]
    [InlineData("""{"ok": true}""")]
    [InlineData("""{"ok": false, "result": []}""")]
    [InlineData("""{"ok": 1, "result": []}""")]
    [InlineData("""{"ok": true, "result": {}}""")]
    [InlineData("""{"ok": true, "result": [{"update_id": "1"}]}""")]
    [InlineData("""{"ok": true, "result": [7]}""")]
    public void What_is_no_answer_is_none(string answer) =>
        Assert.Null(TelegramUpdates.Read(Encoding.UTF8.GetBytes(answer)));

    [Theory]
    [InlineData("""{"ok": true, "result": {"id": 1, "is_bot": true, "username": "a_bot"}}""", "a_bot")]
    [InlineData("""{"ok": true, "result": {"id": 1, "is_bot": true}}""", null)]
    [InlineData("""{"ok": true, "result": []}""", null)]
    public void The_bot_knows_its_name(string answer, string? name) =>
        Assert.Equal(name, TelegramUpdates.ReadName(Encoding.UTF8.GetBytes(answer)));

    [Theory]
    [InlineData("/status", TelegramQuestion.Status)]
    [InlineData(" /Status\n", TelegramQuestion.Status)]
    [InlineData("/status@A_Bot", TelegramQuestion.Status)]
    [InlineData("/server@a_bot", TelegramQuestion.Server)]
    [InlineData("/server", TelegramQuestion.Server)]
    [InlineData("/status@another_bot", null)]
    [InlineData("/status@a_bot@a_bot", null)]
    [InlineData("/status now", null)]
    [InlineData("status", null)]
    [InlineData("/restart", null)]
    [InlineData("/servers", null)]
    [InlineData("@a_bot", null)]
    [InlineData("", null)]
    public void Two_commands_are_questions_and_nothing_else(string text, TelegramQuestion? question) =>
        Assert.Equal(question, TelegramCommand.Of(text, "a_bot"));
}
