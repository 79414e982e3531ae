using System.Collections.Frozen;

namespace IbkrAgent.Tws;

/// <summary>The words for the state of an order that are known; others are valid too.</summary>
public static class OrderStatusName
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "ApiCancelled",
        "ApiPending",
        "Cancelled",
        "Filled",
        "Inactive",
        "PendingCancel",
        "PendingSubmit",
        "PreCancelled",
        "PreSubmitted",
        "Submitted",
        "WarnState"
    );

    public static bool IsKnown(string status) => Known.Contains(status);

    /// <summary>The order is over and will never be open again.</summary>
    public static bool IsFinal(string status) => status is "Filled" or "Cancelled" or "ApiCancelled";
}
