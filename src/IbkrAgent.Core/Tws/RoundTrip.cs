namespace IbkrAgent.Tws;

/// <summary>An answered question for the time.</summary>
/// <param name="Told">the Gateway's clock, cut to the second.</param>
/// <param name="AnsweredAt">our clock when the answer came.</param>
/// <param name="Latency">from the question to the answer; from the first one when it had to be repeated.</param>
public sealed record RoundTrip(DateTimeOffset Told, DateTimeOffset AnsweredAt, TimeSpan Latency)
{
    private static readonly TimeSpan HalfResolution = TimeSpan.FromMilliseconds(500);

    /// <summary>How far the Gateway's clock is ahead of ours, to the second; negative when it is behind.</summary>
    public TimeSpan ClockSkew => TimeSpan.FromSeconds(Math.Round(Offset.TotalSeconds));

    /// <summary>
    /// The clocks are further apart than that, wherever in the round trip the Gateway looked at its own.
    /// </summary>
    public bool IsSkewedBeyond(TimeSpan limit) => Offset.Duration() - (Latency / 2) > limit;

    private TimeSpan Offset => Told + HalfResolution - (AnsweredAt - (Latency / 2));
}
