namespace IbkrAgent.Tws;

/// <summary>
/// When to ask for the time, and when an answer is overdue; all times count from the start of the session.
/// </summary>
/// <param name="Interval">between two questions.</param>
/// <param name="Timeout">how long an answer may take.</param>
/// <param name="AskedAt">the last question.</param>
/// <param name="UnansweredSince">the first question without an answer; null when all were answered.</param>
/// <remarks>
/// A Gateway drops, without a word, a question that follows another within about a second; whether it counts those of
/// other clients is not documented. Hence a question without an answer is repeated before the timeout passes.
/// </remarks>
public sealed record Heartbeat(TimeSpan Interval, TimeSpan Timeout, TimeSpan AskedAt, TimeSpan? UnansweredSince)
{
    public static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(3);

    /// <summary>The moment after <paramref name="now"/> at which a question or a verdict is due.</summary>
    public TimeSpan NextAt(TimeSpan now)
    {
        var question = NextQuestionAt(now);
        var overdue = UnansweredSince + Timeout;
        return overdue > now && overdue < question ? overdue.Value : question;
    }

    public bool IsQuestionDue(TimeSpan now) => now >= NextQuestionAt(now);

    public bool IsOverdue(TimeSpan now) => now >= UnansweredSince + Timeout;

    public Heartbeat Asked(TimeSpan now) => this with { AskedAt = now, UnansweredSince = UnansweredSince ?? now };

    public Heartbeat Answered() => this with { UnansweredSince = null };

    private TimeSpan NextQuestionAt(TimeSpan now)
    {
        var repeats = UnansweredSince is not null && !IsOverdue(now) && RepeatAfter < Interval;
        return AskedAt + (repeats ? RepeatAfter : Interval);
    }
}
