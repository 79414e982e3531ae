using IbkrAgent.Common;
using IbkrAgent.Orders;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Orders;

public sealed class OrdersNewsTests
{
    private OrdersMemory _memory = OrdersMemory.Empty;

    [Theory]
    // what it runs with, what comes next
    [InlineData(OrdersState.Undecided, OrdersState.Undecided, null)]
    [InlineData(OrdersState.Disabled, OrdersState.Disabled, null)]
    [InlineData(OrdersState.Armed, OrdersState.Armed, null)]
    [InlineData(OrdersState.NotArmed, OrdersState.NotArmed, "orders-withheld")]
    [InlineData(OrdersState.NotConfirmed, OrdersState.NotConfirmed, "orders-withheld")]
    [InlineData(OrdersState.Armed, OrdersState.NotArmed, "orders-still-taken")]
    [InlineData(OrdersState.Armed, OrdersState.Disabled, "orders-still-taken")]
    [InlineData(OrdersState.Undecided, OrdersState.Disabled, "orders-still-taken")]
    [InlineData(null, OrdersState.Disabled, "orders-still-taken")]
    [InlineData(OrdersState.NotArmed, OrdersState.Armed, "orders-armed")]
    [InlineData(OrdersState.Disabled, OrdersState.Armed, "orders-armed")]
    [InlineData(OrdersState.Armed, OrdersState.Undecided, null)]
    public void The_operator_is_told_when_what_runs_is_not_what_is_wanted(
        OrdersState? running,
        OrdersState next,
        string? code
    )
    {
        Assert.Equal(code, Tell(running, next));
    }

    [Fact]
    public void It_is_told_once_in_a_run_and_again_in_the_next_one()
    {
        Assert.Equal("orders-withheld", Tell(OrdersState.NotArmed, OrdersState.NotArmed));
        Assert.Null(Tell(OrdersState.NotArmed, OrdersState.NotArmed));
        Assert.Equal("orders-armed", Tell(OrdersState.NotArmed, OrdersState.Armed));
        Assert.Null(Tell(OrdersState.Armed, OrdersState.Armed, run: "b"));
        Assert.Equal("orders-still-taken", Tell(OrdersState.Armed, OrdersState.NotArmed, run: "b"));
        Assert.Null(Tell(OrdersState.Armed, OrdersState.Armed, run: "b"));
        Assert.Equal("orders-still-taken", Tell(OrdersState.Armed, OrdersState.NotArmed, run: "b"));
        Assert.Equal("orders-withheld", Tell(OrdersState.NotArmed, OrdersState.NotArmed, run: "c"));
    }

    [Fact]
    public void Of_a_Gateway_that_does_not_run_nothing_is_told_and_nothing_forgotten()
    {
        Tell(OrdersState.NotArmed, OrdersState.NotArmed);
        var before = _memory;

        var stopped = new OrdersReport(Interlock(OrdersState.NotArmed), Running: null, IsRunning: false);
        var (memory, alert) = OrdersNews.Tell(_memory, stopped, InstanceName.Main, "a", Some.Instant);

        Assert.Null(alert);
        Assert.Same(before, memory);
    }

    private string? Tell(OrdersState? running, OrdersState next, string run = "a")
    {
        var mark = running is { } state ? new OrdersMark(run, state, Interlock(state).ReadOnlyApi) : null;
        var report = new OrdersReport(Interlock(next), mark, IsRunning: true);
        (_memory, var alert) = OrdersNews.Tell(_memory, report, InstanceName.Main, run, Some.Instant);
        return alert?.Code;
    }

    private static OrdersInterlock Interlock(OrdersState state) =>
        new(state, "it is so", state is OrdersState.NotArmed or OrdersState.NotConfirmed ? "do this" : "");
}
