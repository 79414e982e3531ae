using IbkrAgent.Settings;

namespace IbkrAgent.Health;

/// <summary>Whether the login is the one that is meant: its accounts against the trading mode and the list.</summary>
public static class AccountGuard
{
    private const int MostNamed = 5; // an advisor's login has hundreds
    private const StringComparison Exactly = StringComparison.OrdinalIgnoreCase;

    /// <param name="accounts">what the Gateway named, comma separated.</param>
    /// <param name="expected">what the settings list, comma separated; empty: any account of the mode.</param>
    /// <returns>what was seen and what was expected, one line, lower case, no full stop; null when they
    /// agree.</returns>
    public static string? Problem(string accounts, TradingMode mode, string expected)
    {
        var (seen, listed) = (Split(accounts), Split(expected));
        if (seen.Length == 0)
            return $"the Gateway names no account, expected {Expectation(mode, listed)}";

        var otherMode = seen.Where(account => IsPaper(account) != (mode == TradingMode.Paper)).ToList();
        if (otherMode.Count > 0)
            return $"the login has {Names(otherMode)}, expected {Expectation(mode, listed)}";

        if (listed.Length == 0)
            return null;

        var strangers = seen.Where(account => !Contains(listed, account)).ToList();
        if (strangers.Count > 0)
            return $"the login has {Names(strangers)}, which agent.ini does not list, expected {Names(listed)}";

        var missing = listed.Where(account => !Contains(seen, account)).ToList();
        return missing.Count > 0 ? $"the login has {Names(seen)}, without the expected {Names(missing)}" : null;
    }

    /// <summary>Whether an account is one for practice: DU, or DF for an advisor's.</summary>
    public static bool IsPaper(string account) =>
        account.StartsWith("DU", Exactly) || account.StartsWith("DF", Exactly);

    private static bool Contains(string[] accounts, string account) =>
        accounts.Contains(account, StringComparer.OrdinalIgnoreCase);

    private static string Expectation(TradingMode mode, string[] listed) =>
        listed.Length > 0 ? $"{Names(listed)} ({NameOf(mode)})"
        : mode == TradingMode.Paper ? "paper accounts (DU or DF)"
        : "live accounts (not DU or DF)";

    private static string NameOf(TradingMode mode) => mode == TradingMode.Paper ? "paper" : "live";

    private static string Names(IReadOnlyCollection<string> accounts) =>
        accounts.Count > MostNamed
            ? $"{string.Join(", ", accounts.Take(MostNamed))} and {accounts.Count - MostNamed} more"
            : string.Join(", ", accounts);

    private static string[] Split(string accounts) =>
        accounts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
