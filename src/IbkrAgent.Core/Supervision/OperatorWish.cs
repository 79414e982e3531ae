namespace IbkrAgent.Supervision;

/// <summary>What the operator asks for.</summary>
public abstract record OperatorWish
{
    private OperatorWish() { }

    /// <param name="Why">the operator's words, for the journal; null when there are none.</param>
    /// <param name="Force">also outside of the run window, and then for <paramref name="For"/>.</param>
    public sealed record Restart(string? Why, bool Force, TimeSpan? For) : OperatorWish;

    /// <summary>The one that is due by the timer, or was put off: only when a login can follow.</summary>
    public sealed record ScheduledRestart(string Why) : OperatorWish;

    /// <summary>The login of the week, of a Gateway that its run window keeps down; for a while.</summary>
    public sealed record ScheduledLogin(string Why) : OperatorWish;

    /// <param name="Force">also outside of the run window, and then for <paramref name="For"/>.</param>
    public sealed record Start(string? Why, bool Force, TimeSpan? For) : OperatorWish;

    /// <param name="Force">also inside of the run window, and then for <paramref name="For"/>.</param>
    public sealed record Stop(string? Why, bool Force, TimeSpan? For) : OperatorWish;

    /// <summary>Hands off for a time; see <see cref="Supervision.Hold"/>.</summary>
    public sealed record Hold(string? Why, TimeSpan? For) : OperatorWish;

    /// <summary>The hold is over.</summary>
    public sealed record Resume : OperatorWish;

    /// <summary>"I am holding the phone": a latch is cleared, and one login made.</summary>
    public sealed record Acknowledge : OperatorWish;

    /// <summary>The budgets of restarts and of logins without a human begin anew; failed logins stay counted.</summary>
    public sealed record ResetCounters : OperatorWish;
}
