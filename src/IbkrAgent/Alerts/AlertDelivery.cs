namespace IbkrAgent.Alerts;

/// <summary>What came of one attempt to send an alert.</summary>
internal abstract record AlertDelivery
{
    private AlertDelivery() { }

    public sealed record Delivered : AlertDelivery;

    /// <summary>Worth another attempt, not before <paramref name="Pause"/> when the other side named one.</summary>
    public sealed record TryLater(string Reason, TimeSpan? Pause) : AlertDelivery;

    /// <summary>Another attempt would end the same way.</summary>
    public sealed record Refused(string Reason) : AlertDelivery;
}
