using System.Collections.Immutable;
using IbkrAgent.Settings;

namespace IbkrAgent.Supervision;

/// <summary>
/// What was spent of the login and restart budgets. Immutable; survives restarts of the agent and of the host.
/// </summary>
/// <param name="ColdLogins">logins with credentials and without a human, within the last day.</param>
/// <param name="FailedLogins">logins the broker refused or that were not completed in time, within the last
/// day.</param>
/// <param name="FailedInRow">failed logins since the last good one or the last acknowledgement.</param>
/// <param name="Restarts">restarts of any kind, within the last day.</param>
/// <param name="UnknownSince">entries of the journal were lost then: the counts cannot be trusted until
/// acknowledged.</param>
public sealed record LoginLedger(
    ImmutableArray<DateTimeOffset> ColdLogins,
    ImmutableArray<DateTimeOffset> FailedLogins,
    int FailedInRow,
    ImmutableArray<DateTimeOffset> Restarts,
    DateTimeOffset? UnknownSince
)
{
    public static readonly LoginLedger Empty = new([], [], 0, [], null);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public LoginLedger WithColdLogin(DateTimeOffset at) =>
        Forget(at) with
        {
            ColdLogins = Recent(ColdLogins, at).Add(at),
        };

    /// <summary>A login that was reserved did not come about: nothing was launched.</summary>
    public LoginLedger WithoutColdLogin(DateTimeOffset reserved) =>
        this with
        {
            ColdLogins = ColdLogins.Remove(reserved),
        };

    /// <summary>A restart was not made, and neither was its login.</summary>
    public LoginLedger WithoutAction(DateTimeOffset decided) =>
        WithoutColdLogin(decided) with
        {
            Restarts = Restarts.Remove(decided),
        };

    public LoginLedger WithRestart(DateTimeOffset at) => Forget(at) with { Restarts = Recent(Restarts, at).Add(at) };

    public LoginLedger WithFailure(DateTimeOffset at) =>
        Forget(at) with
        {
            FailedLogins = Recent(FailedLogins, at).Add(at),
            FailedInRow = FailedInRow + 1,
        };

    public LoginLedger WithSuccess() => FailedInRow == 0 ? this : this with { FailedInRow = 0 };

    /// <summary>
    /// A human vouches for the next login: the counts are trusted again, and one more failure is one too many.
    /// </summary>
    public LoginLedger Acknowledged(SupervisionSettings policy) =>
        this with
        {
            FailedInRow = Math.Min(FailedInRow, policy.FailedLoginsInRow - 1),
            FailedLogins = [.. FailedLogins.TakeLast(policy.FailedLoginsPerDay - 1)],
            UnknownSince = null,
        };

    public int ColdLoginsWithin(TimeSpan span, DateTimeOffset at) => Count(ColdLogins, span, at);

    public int FailuresLastDay(DateTimeOffset at) => Count(FailedLogins, Day, at);

    public int RestartsLastHour(DateTimeOffset at) => Count(Restarts, Hour, at);

    public int ColdLoginsLastHour(DateTimeOffset at) => ColdLoginsWithin(Hour, at);

    public int ColdLoginsLastDay(DateTimeOffset at) => ColdLoginsWithin(Day, at);

    /// <summary>Whether one more login may happen, and if not, why and until when.</summary>
    public BudgetRefusal? Refusal(DateTimeOffset at, SupervisionSettings policy)
    {
        if (UnknownSince is { } gap)
            return new($"the journal lost entries at {gap:u}, so logins may have been missed", null);

        return FailureRefusal(at, policy)
            ?? Spent(ColdLogins, Day, policy.ColdLoginsPerDay, at, "logins without a human in 24 h")
            ?? Spent(ColdLogins, Hour, policy.ColdLoginsPerHour, at, "logins without a human in one hour")
            ?? Spent(Restarts, Hour, policy.RestartsPerHour, at, "restarts in one hour");
    }

    /// <summary>
    /// The part of <see cref="Refusal"/> that keeps the account from being locked; a human is needed then.
    /// </summary>
    public BudgetRefusal? FailureRefusal(DateTimeOffset at, SupervisionSettings policy)
    {
        if (FailedInRow >= policy.FailedLoginsInRow)
            return new($"{FailedInRow} failed logins in a row of {policy.FailedLoginsInRow} allowed", null);

        var failures = FailuresLastDay(at);
        return failures >= policy.FailedLoginsPerDay
            ? new($"{failures} failed logins in 24 h of {policy.FailedLoginsPerDay} allowed", null)
            : null;
    }

    /// <summary>The budgets that a human's word gives back; what the broker counts stays.</summary>
    public LoginLedger Reset() => this with { ColdLogins = [], Restarts = [] };

    /// <summary>The clock was set: what happened is as long ago as before.</summary>
    public LoginLedger Shift(TimeSpan by) =>
        this with
        {
            ColdLogins = [.. ColdLogins.Select(at => at + by)],
            FailedLogins = [.. FailedLogins.Select(at => at + by)],
            Restarts = [.. Restarts.Select(at => at + by)],
            UnknownSince = UnknownSince + by,
        };

    private static BudgetRefusal? Spent(
        ImmutableArray<DateTimeOffset> spent,
        TimeSpan span,
        int allowed,
        DateTimeOffset at,
        string what
    )
    {
        var count = Count(spent, span, at);
        if (count < allowed)
            return null;

        var until = allowed == 0 ? (DateTimeOffset?)null : spent[^allowed] + span;
        return new($"{count} {what} of {allowed} allowed", until);
    }

    private LoginLedger Forget(DateTimeOffset at) =>
        this with
        {
            ColdLogins = Recent(ColdLogins, at),
            FailedLogins = Recent(FailedLogins, at),
            Restarts = Recent(Restarts, at),
        };

    private static ImmutableArray<DateTimeOffset> Recent(ImmutableArray<DateTimeOffset> all, DateTimeOffset at) =>
        all.RemoveAll(one => one <= at - Day);

    private static int Count(ImmutableArray<DateTimeOffset> all, TimeSpan span, DateTimeOffset at) =>
        all.Count(one => one > at - span);
}

/// <summary>Why no further login may happen.</summary>
/// <param name="Until">when the budget has room again; null: not by itself, only by <c>ibkr-agent ack</c>.</param>
public sealed record BudgetRefusal(string Why, DateTimeOffset? Until);
