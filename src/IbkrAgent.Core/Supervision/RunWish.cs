using IbkrAgent.Settings;

namespace IbkrAgent.Supervision;

/// <summary>
/// Whether the Gateway is to run now: by run window, and by what the operator said that goes before it.
/// </summary>
public static class RunWish
{
    /// <summary>Why the Gateway is to be stopped; null when it is to run.</summary>
    public static string? Against(SupervisorMemory memory, ScheduleSettings schedule, DateTimeOffset at) =>
        ForceAt(memory, at) switch
        {
            { Runs: true } => null,
            { Runs: false } force => $"stopped until {force.Until:u}, {force.Who}",
            _ when schedule.Window.IsOpenAt(at) => null,
            _ => schedule.Window.NextOpening(at) is { } opening
                ? $"outside of its run window, which opens at {opening:u}"
                : "outside of its run window, which does not open any more",
        };

    /// <summary>Why a Gateway that is stopped is left so; null when it is not.</summary>
    public static string? Rest(SupervisorMemory memory, ScheduleSettings schedule, DateTimeOffset at) =>
        HoldAt(memory, at) is { } hold ? hold.ToString() : Against(memory, schedule, at);

    /// <summary>When the answers change by themselves; null: never.</summary>
    public static DateTimeOffset? NextChange(SupervisorMemory memory, ScheduleSettings schedule, DateTimeOffset at)
    {
        var next = schedule.Window.NextChange(at);
        foreach (var end in (DateTimeOffset?[])[HoldAt(memory, at)?.Until, ForceAt(memory, at)?.Until])
            if (end < next || next is null)
                next = end;
        return next;
    }

    /// <summary>When a Gateway that is to run now is to be stopped; null: never, or it is not to run.</summary>
    public static DateTimeOffset? NextStop(SupervisorMemory memory, ScheduleSettings schedule, DateTimeOffset at) =>
        Against(memory, schedule, at) is null
        && NextChange(memory, schedule, at) is { } change
        && Against(memory, schedule, change) is not null
            ? change
            : null;

    public static Hold? HoldAt(SupervisorMemory memory, DateTimeOffset at) =>
        memory.Hold is { } hold && at < hold.Until ? hold : null;

    public static Force? ForceAt(SupervisorMemory memory, DateTimeOffset at) =>
        memory.Force is { } force && at < force.Until ? force : null;
}
