using System.Globalization;

namespace IbkrAgent.Accounts;

/// <summary>An order that is open.</summary>
/// <param name="PermanentId">
/// the broker's number of the order, the same for every client; zero while it has none yet.
/// </param>
/// <param name="ClientId">who placed it; 0 when it was typed in.</param>
/// <param name="OrderId">its number at that client.</param>
/// <param name="Quantity">null when it is given as an amount of money.</param>
/// <param name="Status">the Gateway's word; null when it did not say.</param>
public sealed record AccountOrder(
    long PermanentId,
    int ClientId,
    int OrderId,
    string Account,
    string Symbol,
    string Action,
    decimal? Quantity,
    string OrderType,
    string? Status,
    decimal? Filled,
    decimal? Remaining
)
{
    /// <summary>Number and content, for a person.</summary>
    public string Title =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Account} order {PermanentId} ({Action} {Quantity}{(Quantity is null ? "" : " ")}{Symbol} {OrderType})"
        );
}
