using IbkrAgent.Gateway;

namespace IbkrAgent.Orders;

/// <summary>What is said of orders at one gateway: what it runs with, and what its next start goes by.</summary>
/// <param name="Running">what the present run was started with; null: none runs, or it is not known.</param>
/// <param name="IsRunning">the unit is active.</param>
public sealed record OrdersReport(OrdersInterlock Next, OrdersMark? Running, bool IsRunning)
{
    /// <param name="mark">the one that lies there; of another run it counts for nothing.</param>
    public static OrdersReport Of(OrdersInterlock next, OrdersMark? mark, UnitStatus unit) =>
        Of(next, mark, unit.IsActive ? unit.InvocationId : null);

    /// <param name="mark">the one that lies there; of another run it counts for nothing.</param>
    /// <param name="run">the unit's invocation; null: it does not run.</param>
    public static OrdersReport Of(OrdersInterlock next, OrdersMark? mark, string? run) =>
        new(next, run is not null && mark?.Run == run ? mark : null, run is not null);

    /// <summary>The operator has decided, and what runs was not started with that: only a start renders anew.</summary>
    public bool IsOutdated => IsRunning && Next.ReadOnlyApi is { } wanted && Running?.ReadOnlyApi != wanted;

    /// <summary>Nobody has said anything of orders here, neither now nor when the Gateway was started.</summary>
    public bool IsUndecided =>
        Next.State == OrdersState.Undecided && Running is null or { State: OrdersState.Undecided };
}
