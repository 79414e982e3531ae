namespace IbkrAgent.Accounts;

/// <summary>What is at stake in the accounts, as far as it was read: as much of a snapshot as decisions need.</summary>
/// <param name="SecurityTypes">of the positions, in the API's words (<c>STK</c>, <c>FUT</c>): sorted, separated by commas.</param>
/// <param name="WorkingOrders">open orders; null: they were not read.</param>
public sealed record Holdings(string SecurityTypes, int? WorkingOrders)
{
    public static Holdings Of(AccountSnapshot snapshot) =>
        new(
            string.Join(
                ',',
                snapshot.Positions.Select(position => position.SecurityType).Distinct().Order(StringComparer.Ordinal)
            ),
            snapshot.Has(AccountPart.Orders) ? snapshot.Orders.Length : null
        );

    public IEnumerable<string> Types => SecurityTypes.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
