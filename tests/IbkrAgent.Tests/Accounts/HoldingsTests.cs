using IbkrAgent.Accounts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Accounts;

public sealed class HoldingsTests
{
    [Fact]
    public void Kinds_of_what_is_held_stand_there_once_and_sorted()
    {
        var apple = Some.Account.Positions[0];
        var account = Some.Account with { Positions = [apple, apple with { SecurityType = "FUT" }, apple] };

        var holdings = Holdings.Of(account);

        Assert.Equal(new Holdings("FUT,STK", WorkingOrders: 1), holdings);
        Assert.Equal(["FUT", "STK"], holdings.Types);
    }

    [Fact]
    public void Orders_that_were_not_read_are_not_none()
    {
        var unread = new UnreadPart(AccountPart.Orders, UnreadCause.ReadOnlyApi, "the API is read-only");
        var account = Some.Account with { Positions = [], Orders = [], Unread = [unread] };

        Assert.Equal(new Holdings("", WorkingOrders: null), Holdings.Of(account));
        Assert.Empty(Holdings.Of(account).Types);
    }
}
