using System.Collections.Immutable;

namespace IbkrAgent.Accounts;

/// <summary>What differs between two snapshots; of a part that one of them does not know, nothing is said.</summary>
/// <remarks>
/// A position differs when its size does: its average cost is the broker's calculation. An order differs when anything
/// does but the client and number it is told under, which depend on who asks. Balances always differ and do not count.
/// </remarks>
public static class AccountComparison
{
    /// <summary>What is compared.</summary>
    public static readonly ImmutableArray<AccountPart> Parts = [AccountPart.Positions, AccountPart.Orders];

    public static ImmutableArray<AccountDifference> Between(AccountSnapshot before, AccountSnapshot after) =>
        [
            .. Both(before, after, AccountPart.Positions)
                ? Pair(before.Positions, after.Positions, p => (p.Account, p.ContractId))
                    .Where(pair => pair.Before?.Size != pair.After?.Size)
                    .Select(pair => new AccountDifference.OfPosition(pair.Before, pair.After))
                : [],
            .. Both(before, after, AccountPart.Orders)
                ? Pair(before.Orders, after.Orders, KeyOf)
                    .Where(pair => Content(pair.Before) != Content(pair.After))
                    .Select(pair => new AccountDifference.OfOrder(pair.Before, pair.After))
                : [],
        ];

    /// <summary>The differences in one line, or the first of them.</summary>
    public static string Describe(ImmutableArray<AccountDifference> differences, int shown) =>
        string.Join("; ", differences.Take(shown).Select(difference => difference.Text))
        + (differences.Length > shown ? $"; and {differences.Length - shown} more" : "");

    private static bool Both(AccountSnapshot before, AccountSnapshot after, AccountPart part) =>
        before.Has(part) && after.Has(part);

    private static (long, int, int) KeyOf(AccountOrder order) =>
        order.PermanentId != 0 ? (order.PermanentId, 0, 0) : (0, order.ClientId, order.OrderId);

    private static AccountOrder? Content(AccountOrder? order) =>
        order is null ? null : order with { ClientId = 0, OrderId = 0 };

    /// <summary>What has the same key, in the order of the later list, then what is only in the earlier one.</summary>
    private static IEnumerable<(T? Before, T? After)> Pair<T, TKey>(
        ImmutableArray<T> before,
        ImmutableArray<T> after,
        Func<T, TKey> keyOf
    )
        where T : class
        where TKey : notnull
    {
        var earlier = new Dictionary<TKey, T>();
        foreach (var item in before)
            earlier[keyOf(item)] = item;

        foreach (var item in after)
            yield return earlier.Remove(keyOf(item), out var match) ? (match, item) : (null, item);

        foreach (var item in before)
            if (earlier.Remove(keyOf(item), out var gone))
                yield return (gone, null);
    }
}
