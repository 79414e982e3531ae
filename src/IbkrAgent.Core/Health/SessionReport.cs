namespace IbkrAgent.Health;

/// <summary>What the held session with the API shows.</summary>
/// <param name="Since">when it became ready.</param>
/// <param name="AnsweredAt">when the last heartbeat was answered.</param>
/// <param name="Latency">how long that answer took.</param>
/// <param name="ClockSkew">how far the Gateway's clock is ahead of ours, to the second; negative when behind.</param>
/// <param name="BrokenFarms">the data farms that are broken, comma separated; empty when none is.</param>
/// <param name="UpstreamLost">the notice that said the broker is lost; null while the link is up.</param>
/// <param name="IsReadOnly">the Gateway refused a request because its API is read-only.</param>
/// <param name="SkippedMessages">messages that nobody waited for.</param>
public sealed record SessionReport(
    DateTimeOffset Since,
    int ServerVersion,
    int ClientId,
    DateTimeOffset AnsweredAt,
    TimeSpan Latency,
    TimeSpan ClockSkew,
    string BrokenFarms,
    string? UpstreamLost,
    bool IsReadOnly,
    long SkippedMessages
);
