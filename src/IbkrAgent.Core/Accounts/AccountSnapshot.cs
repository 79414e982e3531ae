using System.Collections.Immutable;

namespace IbkrAgent.Accounts;

/// <summary>What the Gateway told of all its accounts at one moment.</summary>
/// <param name="At">when the last part of the answer came.</param>
/// <param name="Balances">by account.</param>
/// <param name="Positions">by account and contract.</param>
/// <param name="Orders">by permanent id.</param>
/// <param name="Unread">the parts that are not known, whose lists are therefore empty.</param>
public sealed record AccountSnapshot(
    DateTimeOffset At,
    ImmutableArray<AccountBalance> Balances,
    ImmutableArray<AccountPosition> Positions,
    ImmutableArray<AccountOrder> Orders,
    ImmutableArray<UnreadPart> Unread
)
{
    public bool Has(AccountPart part) => Unread.All(unread => unread.Part != part);

    /// <summary>What is last known of each part: of this snapshot where it has it, else of an earlier one.</summary>
    public AccountSnapshot Over(AccountSnapshot? earlier) =>
        earlier is null
            ? this
            : new(
                At,
                Has(AccountPart.Balances) ? Balances : earlier.Balances,
                Has(AccountPart.Positions) ? Positions : earlier.Positions,
                Has(AccountPart.Orders) ? Orders : earlier.Orders,
                [.. Unread.Where(unread => !earlier.Has(unread.Part))]
            );
}
