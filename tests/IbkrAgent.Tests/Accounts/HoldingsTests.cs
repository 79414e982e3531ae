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

        Assert.Equal(new Holdings("FUT,STK", "STK 1"), holdings);
        Assert.Equal(["FUT", "STK"], holdings.Types);
    }

    [Fact]
    public void Orders_at_work_do_not_rest_at_the_broker_and_their_market_is_open()
    {
        var day = Some.Account.Orders[0] with { SecurityType = "STK", TimeInForce = "DAY", IsAttached = false };
        var holdings = Holdings.Of(
            Some.Account with
            {
                Orders =
                [
                    day,
                    day with
                    {
                        SecurityType = "FUT",
                    },
                    day with
                    {
                        SecurityType = "FUT",
                        TimeInForce = "GTC",
                    },
                    day with
                    {
                        SecurityType = "FUT",
                        TimeInForce = "GTC",
                        IsAttached = true,
                    },
                    day with
                    {
                        SecurityType = "CRYPTO",
                    },
                ],
            }
        );
        var market = Some.Schedule.Market;

        Assert.Equal("CRYPTO 1,FUT 2,STK 1", holdings.WatchedOrders);
        Assert.Equal(4, holdings.OrdersAtWork(market, new(2026, 11, 19, 19, 59, 0, TimeSpan.FromHours(-5))));
        Assert.Equal(1, holdings.OrdersAtWork(market, new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(-5))));
    }

    [Fact]
    public void Of_orders_that_were_not_read_none_is_known_to_be_at_work()
    {
        var unread = new UnreadPart(AccountPart.Orders, UnreadCause.ReadOnlyApi, "the API is read-only");
        var account = Some.Account with { Positions = [], Orders = [], Unread = [unread] };

        Assert.Equal(new Holdings("", ""), Holdings.Of(account));
        Assert.Empty(Holdings.Of(account).Types);
    }
}
