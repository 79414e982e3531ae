using static System.FormattableString;

namespace IbkrAgent.Accounts;

/// <summary>A reading of the accounts for people.</summary>
public static class AccountText
{
    private const int ShownAccounts = 3;

    /// <summary>All of it on one line, the first accounts by name.</summary>
    /// <param name="age">how old the reading is, in words.</param>
    public static string Of(AccountSnapshot snapshot, string age)
    {
        var accounts = Accounts(snapshot);
        List<string> parts = [.. accounts.Take(ShownAccounts).Select(account => Summary(account, snapshot))];
        if (accounts.Count > ShownAccounts)
            parts.Add(Invariant($"{accounts.Count - ShownAccounts} more accounts"));

        parts.AddRange(NotRead(snapshot));
        return $"{string.Join("; ", parts)}{(parts.Count > 0 ? ", " : "")}{age}";
    }

    /// <summary>The accounts in it, in order.</summary>
    public static IReadOnlyList<string> Accounts(AccountSnapshot snapshot) =>
        [
            .. snapshot
                .Balances.Select(balance => balance.Account)
                .Concat(snapshot.Positions.Select(position => position.Account))
                .Concat(snapshot.Orders.Select(order => order.Account))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>How many positions and open orders one account has, and what it is worth.</summary>
    public static string Summary(string account, AccountSnapshot snapshot)
    {
        List<string> facts = [];
        if (snapshot.Has(AccountPart.Positions))
            facts.Add(Count(snapshot.Positions.Count(position => position.Account == account), "position"));

        if (snapshot.Has(AccountPart.Orders))
            facts.Add(Count(snapshot.Orders.Count(order => order.Account == account), "open order"));

        var balance = snapshot.Balances.FirstOrDefault(balance => balance.Account == account);
        if (balance is { NetLiquidation: { } value })
            facts.Add(Invariant($"NetLiquidation {value:#,0.##} {balance.Currency}").TrimEnd());

        return $"{account}: {string.Join(", ", facts)}";
    }

    /// <summary>What should have been read and was not, and why.</summary>
    public static IEnumerable<string> NotRead(AccountSnapshot snapshot) =>
        snapshot.Unread.Where(IsWorthSaying).Select(unread => $"not read: {unread.Text}");

    private static bool IsWorthSaying(UnreadPart unread) => unread.Cause != UnreadCause.NotWanted;

    private static string Count(int number, string what) => Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}
