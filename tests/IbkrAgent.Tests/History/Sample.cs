using IbkrAgent.History;
using IbkrAgent.Logging;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.History;

/// <summary>A day of two gateways, as the daemon writes it.</summary>
internal static class Sample
{
    public static readonly HistoryEvent[] Day =
    [
        Event("08:59:58", 1001, null, "ibkr-agent 0.1.0 begins: gateway main, Act, Live", ("VERSION", "0.1.0")),
        Event("09:00:10", 2106, "main", "the broker asks for approval, request 1", ("REQUEST", "1")),
        Event("09:00:30", 2107, "main", "approval given", ("OUTCOME", "given")),
        Event(
            "09:00:31",
            2104,
            "main",
            "logged in: in full, with the second factor",
            ("OUTCOME", "FullWithSecondFactor"),
            ("AT", "2026-11-20T08:00:31.0000000Z")
        ),
        Event(
            "10:00:01",
            2101,
            "main",
            "incident main-20261120T100000Z began: Down: the main process was killed by signal 9",
            ("INCIDENT_ID", "main-20261120T100000Z"),
            ("VERDICT", "Down"),
            ("EVIDENCE", "the main process was killed by signal 9"),
            ("STARTED_AT", "2026-11-20T10:00:00.0000000Z")
        ),
        Event(
            "10:00:02",
            5002,
            "main",
            "alert gateway-down sent to Discord, incident main-20261120T100000Z",
            ("ALERT_CODE", "gateway-down"),
            ("CHANNEL", "Discord"),
            ("INCIDENT_ID", "main-20261120T100000Z")
        ),
        Event("10:00:10", 3001, "main", "RestartUnit ibkr-gateway.service: the Gateway ended"),
        Event(
            "10:00:41",
            2102,
            "main",
            "incident main-20261120T100000Z ended: Ready after 40 s",
            ("INCIDENT_ID", "main-20261120T100000Z"),
            ("VERDICT", "Ready"),
            ("STARTED_AT", "2026-11-20T10:00:00.0000000Z"),
            ("ENDED_AT", "2026-11-20T10:00:40.0000000Z"),
            ("ALERT_CODES", "gateway-down")
        ),
        Event(
            "12:00:00",
            1101,
            "main",
            "user 1000 (process 77) asked for restart: exit status 0, restarting\u001b[2J\nforged",
            ("ACTION", "restart"),
            ("USER_ID", "1000"),
            ("EXIT_STATUS", "0")
        ),
        Event(
            "12:01:00",
            8003,
            "main",
            "restart Proved: ready after 48 s, login kept, accounts as before (3 positions, 2 open orders) (operator)",
            ("OUTCOME", "Proved"),
            ("TEXT", "ready after 48 s, login kept, accounts as before (3 positions, 2 open orders)"),
            ("DIFFERENCES", "")
        ),
        Event(
            "13:00:01",
            2101,
            "paper",
            "incident paper-20261120T130000Z began: UpstreamLost: no broker",
            ("INCIDENT_ID", "paper-20261120T130000Z"),
            ("VERDICT", "UpstreamLost"),
            ("EVIDENCE", "no broker"),
            ("STARTED_AT", "2026-11-20T13:00:00.0000000Z")
        ),
    ];

    public static HistoryEvent Event(
        string time,
        int number,
        string? gateway,
        string text,
        params (string Name, string Value)[] fields
    )
    {
        var at = Zones.Instant($"2026-11-20T{time}Z");
        var entry = fields.ToDictionary(field => $"IBKR_{field.Name}", field => field.Value);
        entry["MESSAGE"] = gateway is null ? text : $"{gateway}: {text}";
        entry["MESSAGE_ID"] = MessageIds.For(number)!;
        entry["PRIORITY"] = "6";
        entry["_HOSTNAME"] = "host";
        if (gateway is not null)
            entry["IBKR_GATEWAY"] = gateway;
        return HistoryEvent.Of(at, number, entry, $"s=1;i={time}")!;
    }
}
