using IbkrAgent.Orders;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Orders;

public sealed class OrdersMarkTests
{
    private static readonly OrdersInterlock Disabled = new(OrdersState.Disabled, "orders_enabled = false", "");

    private static readonly OrdersMark Armed = new("a", OrdersState.Armed, ReadOnlyApi: false);

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public void It_reads_back_as_it_was_written(bool? readOnly)
    {
        var mark = new OrdersMark("0123456789abcdef0123456789abcdef", OrdersState.Undecided, readOnly);

        Assert.Equal(mark, OrdersMark.Read(mark.Render()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RUN=a\nORDERS=Armed\n")]
    [InlineData("RUN=a\nREAD_ONLY_API=no\n")]
    [InlineData("ORDERS=Armed\nREAD_ONLY_API=no\n")]
    [InlineData("RUN=a\nORDERS=Perhaps\nREAD_ONLY_API=no\n")]
    [InlineData("RUN=a\nORDERS=Armed\nREAD_ONLY_API=perhaps\n")]
    [InlineData("RUN=\"a\nORDERS=Armed\nREAD_ONLY_API=no\n")]
    public void What_is_not_understood_tells_nothing(string text)
    {
        Assert.Null(OrdersMark.Read(text));
    }

    [Theory]
    [InlineData("active", "a", true)]
    [InlineData("active", "b", false)]
    [InlineData("inactive", "a", false)]
    [InlineData("deactivating", "a", false)]
    public void It_counts_for_its_own_run_and_only_while_that_lasts(string state, string run, bool counts)
    {
        var report = OrdersReport.Of(Disabled, Armed, Some.Unit(state, run));

        Assert.Equal(counts ? Armed : null, report.Running);
        Assert.Equal(state == "active", report.IsOutdated);
    }
}
