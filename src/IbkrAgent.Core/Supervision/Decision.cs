using IbkrAgent.Alerts;

namespace IbkrAgent.Supervision;

/// <summary>Something the supervisor wants done. Inert: it can be compared and printed.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>RestartUnit on the gateway's service; it starts a stopped unit as well. Costs a login.</summary>
    /// <param name="Intent">saved with the state before this is carried out; see <see cref="PendingAction"/>.</param>
    public sealed record RestartUnit(long Intent, string Why) : Decision;

    /// <summary>ReloadUnit on the gateway's service: the controller begins anew inside the unit, and keeps the
    /// login.</summary>
    public sealed record ReloadUnit(long Intent, string Why) : Decision;

    /// <summary>StopUnit on the gateway's service.</summary>
    public sealed record StopUnit(long Intent, string Why) : Decision;

    /// <summary>What would have been done if the agent had hands.</summary>
    public sealed record WouldHave(string What) : Decision;

    public sealed record SetDeadline(Deadline Deadline, DateTimeOffset At) : Decision;

    public sealed record ClearDeadline(Deadline Deadline) : Decision;

    /// <summary>Hold an API session, or let go of it.</summary>
    public sealed record WatchApi(bool Watch) : Decision;

    /// <summary>Drop the held session, if any, and connect afresh.</summary>
    public sealed record ReconnectApi : Decision;

    public sealed record ProveSilence : Decision;

    /// <summary>Find out whether the broker's host can be reached; the answer is an event.</summary>
    public sealed record ProbeBroker : Decision;

    /// <summary>Find out whether somebody looks at the Gateway's window; the answer is an event.</summary>
    public sealed record LookForViewer : Decision;

    /// <summary>Ask for this gateway's turn to log in; the answer is an event, perhaps much later.</summary>
    public sealed record TakeTurn : Decision;

    /// <summary>Give the turn back, or ask for it no more.</summary>
    public sealed record LeaveTurn : Decision;

    /// <summary>Put off by so much all that was to happen after some time: that time did not pass.</summary>
    public sealed record ShiftDeadlines(TimeSpan By) : Decision;

    public sealed record SendAlert(Alert Alert) : Decision;

    /// <summary>The answer to a request of the operator.</summary>
    public sealed record Answer(long Request, OperatorReply Reply, string Message) : Decision;
}

/// <summary>How a request of the operator ended.</summary>
public enum OperatorReply
{
    Accepted,

    /// <summary>Something else is under way: try again later.</summary>
    Busy,

    /// <summary>A latch, the mode or the hands-off file forbids it.</summary>
    Refused,
}
