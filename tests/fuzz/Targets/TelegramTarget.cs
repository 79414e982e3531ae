using FsCheck;
using IbkrAgent.Alerts;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>What Telegram tells of messages, which anybody can write.</summary>
internal sealed class TelegramTarget() : FuzzTarget("telegram")
{
    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            """{"ok":true,"result":[""",
            """{"update_id":""",
            ""","message":{"message_id":""",
            ""","chat":{"id":""",
            ""","date":""",
            ""","text":""",
            "\"/status\"",
            "\"\\ud800\"",
            "7",
            "-1",
            "}",
            ",",
            "]}"
        );

    public override bool Feed(byte[] input, Dice dice)
    {
        var updates = TelegramUpdates.Read(input);
        foreach (var message in updates?.Select(update => update.Message).OfType<TelegramText>() ?? [])
        {
            var question = TelegramCommand.Of(message.Text, "a_bot");
            Require(question is null || message.Text.Contains("/s", StringComparison.OrdinalIgnoreCase), "no question");
        }

        _ = TelegramUpdates.ReadName(input);
        return updates is not null;
    }
}
