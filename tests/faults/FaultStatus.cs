using System.Text.Json;

namespace IbkrAgent.Faults;

/// <summary>What <c>ibkr-agent status --json</c> says of the one gateway.</summary>
/// <param name="At">when the daemon answered.</param>
/// <param name="Since">when the verdict became what it is.</param>
/// <param name="SeenAt">when what it rests on was seen last.</param>
internal sealed record FaultStatus(
    DateTimeOffset At,
    string Verdict,
    DateTimeOffset Since,
    DateTimeOffset SeenAt,
    bool IsParked,
    bool IsLatched
)
{
    /// <summary>Null: the daemon did not answer.</summary>
    public static FaultStatus? Parse(string json)
    {
        if (json.Length == 0)
            return null;

        using var document = JsonDocument.Parse(json);
        var gateway = document.RootElement.GetProperty("gateways")[0];
        return new(
            document.RootElement.GetProperty("at").GetDateTimeOffset(),
            gateway.GetProperty("verdict").GetString() ?? "",
            gateway.GetProperty("since").GetDateTimeOffset(),
            gateway.GetProperty("seenAt").GetDateTimeOffset(),
            gateway.GetProperty("parked").GetBoolean(),
            gateway.GetProperty("budget").TryGetProperty("latched", out var why)
                && why.ValueKind == JsonValueKind.String
        );
    }
}
