using IbkrAgent.Logging;
using IbkrAgent.Systemd.Journal;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Logging;

public sealed class JournalLoggerTests
{
    private readonly List<JournalRecord> _written = [];

    [Fact]
    public void Placeholders_become_fields_and_the_event_has_a_message_id()
    {
        new JournalLogger("IbkrAgent.Alerts", _written.Add).AlertSent("main", "gateway-down", "Discord", "main-1");
        var record = Assert.Single(_written);
        Assert.Equal(
            (6, "main: alert gateway-down sent to Discord, incident main-1"),
            (record.Priority, record.Message)
        );
        Assert.Equal(MessageIds.Prefix + "5002", record.MessageId);
        Assert.Equal(
            [
                "LOGGER=IbkrAgent.Alerts",
                "IBKR_GATEWAY=main",
                "IBKR_ALERT_CODE=gateway-down",
                "IBKR_CHANNEL=Discord",
                "IBKR_INCIDENT_ID=main-1",
            ],
            record.Fields.Select(field => $"{field.Key}={field.Value}")
        );
        Assert.All(record.Fields, field => Assert.True(JournalFieldName.IsValid(field.Key)));
    }

    [Fact]
    public void An_exception_ends_the_message_as_a_chain()
    {
        var exception = new InvalidOperationException("reading the state", new IOException("disk on fire"));
        new JournalLogger("IbkrAgent", _written.Add).ControlRequestFailed("GET", "/v1/status", exception);
        var record = Assert.Single(_written);
        Assert.Equal(
            "answering GET /v1/status on the control socket failed: reading the state: disk on fire",
            record.Message
        );
        Assert.Equal(3, record.Priority);
        Assert.Contains(
            record.Fields,
            field => field is { Key: "EXCEPTION_TYPE", Value: "System.InvalidOperationException" }
        );
    }

    [Fact]
    public void Others_have_neither_our_ids_nor_our_fields()
    {
        new JournalLogger("Microsoft.Hosting", _written.Add).AlertsOff("as if");
        var record = Assert.Single(_written);
        Assert.Null(record.MessageId);
        Assert.Equal("LOGGER", Assert.Single(record.Fields).Key);
    }

    [Fact]
    public void A_message_id_is_128_bits_in_hexadecimal() => Assert.Matches("^[0-9a-f]{32}$", MessageIds.For(1));

    [Fact]
    public async Task Without_the_journal_entries_are_lines_for_a_person()
    {
        var lines = new List<string>();
        await using var output = new LogOutput(journalStream: null, lines.Add);
        using var services = LoggerFactory.Create(logging => logging.AddAgentLog(output));
        services.CreateLogger("IbkrAgent").AlertSettingsInvalid("no address");
        services.CreateLogger("Microsoft.Hosting").AlertsOff("chatter");
        Assert.Equal(["error: alerts are off: no address"], lines);
    }
}
