using IbkrAgent.Accounts;
using static System.FormattableString;

namespace IbkrAgent.Cli;

/// <summary>A reading of the accounts for people, on one line.</summary>
internal static class AccountText
{
    private const int ShownAccounts = 3;

    /// <param name="age">how old the reading is, in words.</param>
    public static string Of(AccountSnapshot snapshot, string age)
    {
        var accounts = snapshot
            .Balances.Select(balance => balance.Account)
            .Concat(snapshot.Positions.Select(position => position.Account))
            .Concat(snapshot.Orders.Select(order => order.Account))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        List<string> parts = [.. accounts.Take(ShownAccounts).Select(account => Of(account, snapshot))];
        if (accounts.Length > ShownAccounts)
            parts.Add(Invariant($"{accounts.Length - ShownAccounts} more accounts"));

        parts.AddRange(snapshot.Unread.Where(IsWorthSaying).Select(unread => $"not read: {unread.Text}"));
        return $"{string.Join("; ", parts)}{(parts.Count > 0 ? ", " : "")}{age}";
    }

    private static string Of(string account, AccountSnapshot snapshot)
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

    private static bool IsWorthSaying(UnreadPart unread) => unread.Cause != UnreadCause.NotWanted;

    private static string Count(int number, string what) => Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}
