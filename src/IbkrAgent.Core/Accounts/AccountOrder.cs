using System.Globalization;

namespace IbkrAgent.Accounts;

/// <summary>An order that is open.</summary>
/// <param name="PermanentId">
/// the broker's number of the order, the same for every client; zero while it has none yet.
/// </param>
/// <param name="ClientId">who placed it; 0 when it was typed in.</param>
/// <param name="OrderId">its number at that client.</param>
/// <param name="Quantity">null when it is given as an amount of money.</param>
/// <param name="TimeInForce"><c>DAY</c>, <c>GTC</c> and others.</param>
/// <param name="IsAttached">it lives and dies with others: it has a parent order, or is in a one-cancels-all
/// group.</param>
/// <param name="Status">the Gateway's word; null when it did not say.</param>
public sealed record AccountOrder(
    long PermanentId,
    int ClientId,
    int OrderId,
    string Account,
    string Symbol,
    string SecurityType,
    string Action,
    decimal? Quantity,
    string OrderType,
    string TimeInForce,
    bool IsAttached,
    string? Status,
    decimal? Filled,
    decimal? Remaining
)
{
    /// <summary>
    /// It waits at the broker by itself, whatever becomes of the Gateway: good till cancelled, and tied to no other.
    /// </summary>
    public bool Rests => !IsAttached && TimeInForce is ("GTC" or "GTD");

    /// <summary>What it is about, for a person.</summary>
    internal string Content =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Action} {Quantity}{(Quantity is null ? "" : " ")}{Symbol} {OrderType}"
        );

    /// <summary>How far it has come, for a person.</summary>
    internal string Progress =>
        string.Create(CultureInfo.InvariantCulture, $"{Status ?? "open"}{(Filled > 0 ? $", {Filled} filled" : "")}");

    /// <summary>Number and content, for a person.</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Account} order {PermanentId} ({Content})");
}
