using IbkrAgent.Restarts;

namespace IbkrAgent.Control;

/// <summary>Answer to what takes, renews or releases an inhibitor: the inhibitor, and of which gateway.</summary>
public sealed record InhibitorDocument(
    string Gateway,
    long Id,
    string Who,
    string Why,
    DateTimeOffset Since,
    DateTimeOffset Until,
    string By
)
{
    public static InhibitorDocument Of(string gateway, Inhibitor inhibitor) =>
        new(gateway, inhibitor.Id, inhibitor.Who, inhibitor.Why, inhibitor.Since, inhibitor.Until, inhibitor.By);
}
