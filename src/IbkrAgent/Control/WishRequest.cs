using IbkrAgent.Common;
using IbkrAgent.Supervision;

namespace IbkrAgent.Control;

/// <summary>Body of a request that acts; every member may be left out.</summary>
/// <param name="Reason">the operator's words, for the journal: one line.</param>
/// <param name="Force">goes before the run window.</param>
/// <param name="Scheduled">a restart as by the timer: within the budgets, and only of a Gateway that runs.</param>
/// <param name="For">how long a hold or a force lasts: <c>30min</c>, <c>2h</c>.</param>
public sealed record WishRequest(string? Reason = null, bool Force = false, string? For = null, bool Scheduled = false)
{
    public const int LongestReason = 200;

    public static readonly IReadOnlyList<string> Actions =
    [
        "restart",
        "start",
        "stop",
        "hold",
        "resume",
        "ack",
        "reset-counters",
    ];

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>What is asked for, or null when it is not understood.</summary>
    /// <param name="action">one of <see cref="Actions"/>.</param>
    /// <param name="problem">why it is not understood; empty when it is.</param>
    public OperatorWish? Read(string action, out string problem)
    {
        TimeSpan? span = null;
        if (For is not null && DurationText.TryParse(For, out var known))
            span = known;
        problem = this switch
        {
            { Reason: { } reason } when reason.Length > LongestReason || reason.Any(char.IsControl) =>
                $"the reason is not one line of at most {LongestReason} characters",
            { For: not null } when span is not { } time || time <= TimeSpan.Zero || time > Longest =>
                $"'{For}' is not a duration of up to {DurationText.Format(Longest)}, for example 30min or 2h",
            { Scheduled: true } when action != "restart" => $"{action} is never scheduled",
            { Scheduled: true, Force: true } => "what is scheduled is not forced",
            { Force: true } when action is not ("restart" or "start" or "stop") => $"{action} cannot be forced",
            { For: not null, Force: false } when action is "restart" or "start" or "stop" =>
                $"for how long is a question only when {action} is forced",
            { For: not null } or { Reason: not null } when action is "resume" or "ack" or "reset-counters" =>
                $"{action} takes neither a reason nor a duration",
            _ => "",
        };
        return problem.Length > 0 ? null : Wish(action, span);
    }

    private OperatorWish Wish(string action, TimeSpan? span) =>
        action switch
        {
            "restart" when Scheduled => new OperatorWish.ScheduledRestart(Reason ?? "scheduled"),
            "restart" => new OperatorWish.Restart(Reason, Force, span),
            "start" => new OperatorWish.Start(Reason, Force, span),
            "stop" => new OperatorWish.Stop(Reason, Force, span),
            "hold" => new OperatorWish.Hold(Reason, span),
            "resume" => new OperatorWish.Resume(),
            "ack" => new OperatorWish.Acknowledge(),
            "reset-counters" => new OperatorWish.ResetCounters(),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "unknown action"),
        };
}
