namespace IbkrAgent.Restarts;

/// <summary>Something that bears on the next restart, and when.</summary>
public abstract record RestartPlanEvent(DateTimeOffset At)
{
    /// <param name="Elapse">when the timer elapses next; null when it does not.</param>
    public sealed record TimerObserved(DateTimeOffset At, DateTimeOffset? Elapse) : RestartPlanEvent(At);

    /// <summary>The service of the timer asks whether it may go on, at <c>ExecCondition=</c>.</summary>
    public sealed record GateAsked(DateTimeOffset At, CheckReport Check) : RestartPlanEvent(At);

    /// <summary>The service of the timer has asked the supervisor for the restart.</summary>
    /// <param name="Objection">null: it is being made.</param>
    public sealed record Requested(DateTimeOffset At, string? Objection) : RestartPlanEvent(At);

    /// <summary>What is said of the Gateway now, and of a restart of it.</summary>
    public sealed record Looked(DateTimeOffset At, CheckReport Check) : RestartPlanEvent(At);

    /// <param name="Run">id of the unit's run; empty when there is none.</param>
    public sealed record RunObserved(DateTimeOffset At, string Run) : RestartPlanEvent(At);

    /// <summary>Another Java process runs in the unit: the Gateway began anew by itself.</summary>
    public sealed record Relaunched(DateTimeOffset At) : RestartPlanEvent(At);

    /// <summary>The supervisor's answer to a restart that was asked for.</summary>
    /// <param name="Objection">null: it is being made.</param>
    public sealed record Answered(DateTimeOffset At, string? Objection) : RestartPlanEvent(At);
}

/// <summary>What the plan wants done.</summary>
public abstract record RestartPlanDecision
{
    private RestartPlanDecision() { }

    /// <summary>A scheduled restart, by the supervisor, which may refuse it.</summary>
    public sealed record AskForRestart(string Why) : RestartPlanDecision;

    /// <summary>A login of a Gateway that does not run, for a while; by the supervisor, which may refuse it.</summary>
    public sealed record AskForLogin(string Why) : RestartPlanDecision;

    public sealed record Say(string What) : RestartPlanDecision;

    public sealed record SendAlert(Alerts.Alert Alert) : RestartPlanDecision;
}
