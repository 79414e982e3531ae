using IbkrAgent.Alerts;
using IbkrAgent.Systemd.Journal;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Alerts;

public sealed class OwnLinesTests
{
    private const string Unit = "ibkr-agent.service";
    private const string Id = "b275b1c15539ed6e64ee5f0f3c421102";

    [Fact]
    public void What_the_agent_complains_of_is_shown() =>
        Assert.Equal(
            ["a warning", "ibkr-agent: agent.ini: alerts: x: unknown key"],
            Pick(
                Entry("a warning", ("MESSAGE_ID", Id), ("PRIORITY", "4")),
                Entry("ibkr-agent: agent.ini: alerts: x: unknown key", ("PRIORITY", "6"))
            )
        );

    [Fact]
    public void Nothing_else_is() =>
        Assert.Empty(
            Pick(
                Entry("an information", ("MESSAGE_ID", Id), ("PRIORITY", "6")),
                Entry("without a priority", ("MESSAGE_ID", Id)),
                Entry("of another program", ("MESSAGE_ID", "f77379a8490b408bbe5f6940505a777b"), ("PRIORITY", "3")),
                Entry("Unhandled exception. System.Exception: https://example.com/t0psecret", ("PRIORITY", "3")),
                new JournalEntry(
                    "c",
                    Some.Instant,
                    new Dictionary<string, string>
                    {
                        ["MESSAGE"] = "ibkr-agent: forged",
                        ["UNIT"] = Unit,
                        ["_SYSTEMD_UNIT"] = "bot.service",
                    }
                )
            )
        );

    [Fact]
    public void The_last_five_are_enough() =>
        Assert.Equal(
            ["ibkr-agent: 4", "ibkr-agent: 5", "ibkr-agent: 6", "ibkr-agent: 7", "ibkr-agent: 8"],
            Pick([.. Enumerable.Range(0, 9).Select(number => Entry($"ibkr-agent: {number}"))])
        );

    private static IReadOnlyList<string> Pick(params JournalEntry[] entries) => OwnLines.Pick(entries, Unit);

    private static JournalEntry Entry(string message, params (string Name, string Value)[] fields) =>
        new(
            "c",
            Some.Instant,
            fields
                .Append(("MESSAGE", message))
                .Append(("_SYSTEMD_UNIT", Unit))
                .ToDictionary(field => field.Item1, field => field.Item2)
        );
}
