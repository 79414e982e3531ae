using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Accounts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Accounts;

public sealed class AccountComparisonTests
{
    private static readonly AccountPosition Apple = Some.Account.Positions[0];
    private static readonly AccountOrder Order = Some.Account.Orders[0];

    [Fact]
    public void The_same_differs_in_nothing() => Assert.Empty(AccountComparison.Between(Some.Account, Some.Account));

    [Fact]
    public void What_came_went_or_changed_is_told()
    {
        var before = With([Apple, Apple with { ContractId = 2, LocalSymbol = "MSFT" }], [Order]);
        var after = With(
            [Apple with { Size = -10 }, Apple with { ContractId = 3, LocalSymbol = "ESZ6" }],
            [Order with { PermanentId = 77 }]
        );

        var differences = AccountComparison.Between(before, after);

        Assert.Equal(
            """
            DU1234567 AAPL: -10, was -110
            DU1234567 ESZ6: -110, was 0
            DU1234567 MSFT: 0, was -110
            DU1234567 order 77 (BUY 100 AAPL LMT): Submitted, 40 filled, was not there
            DU1234567 order 123456789 (BUY 100 AAPL LMT): not there, was Submitted, 40 filled
            """,
            string.Join('\n', differences.Select(difference => difference.Text))
        );
    }

    [Fact]
    public void The_same_order_under_another_client_and_number_is_the_same() =>
        Assert.Empty(
            AccountComparison.Between(Some.Account, With([Apple], [Order with { ClientId = 0, OrderId = 0 }]))
        );

    [Fact]
    public void An_order_that_goes_on_is_told_with_how_far_it_came()
    {
        var after = With([Apple], [Order with { Status = "PreSubmitted", Filled = 0 }]);

        Assert.Equal(
            "DU1234567 order 123456789 (BUY 100 AAPL LMT): PreSubmitted, was Submitted, 40 filled",
            Assert.Single(AccountComparison.Between(Some.Account, after)).Text
        );
    }

    [Fact]
    public void The_average_cost_and_the_balances_do_not_count() =>
        Assert.Empty(
            AccountComparison.Between(
                Some.Account,
                With([Apple with { AverageCost = 1 }], [Order]) with
                {
                    Balances = [],
                    At = Some.Instant.AddDays(1),
                }
            )
        );

    [Fact]
    public void Of_what_one_side_does_not_know_nothing_is_said()
    {
        UnreadPart[] unread = [new(AccountPart.Positions, UnreadCause.Failed, "no end marker within 30 s")];
        var unknown = With([], [Order]) with { Unread = [.. unread] };

        Assert.Empty(AccountComparison.Between(Some.Account, unknown));
        Assert.Empty(AccountComparison.Between(unknown, Some.Account));
    }

    [Fact]
    public void What_a_reading_lacks_is_taken_from_the_one_before()
    {
        UnreadPart[] unread =
        [
            new(AccountPart.Positions, UnreadCause.Failed, "no end marker within 30 s"),
            new(AccountPart.Balances, UnreadCause.Failed, "no end marker within 30 s"),
        ];
        var later = With([], []) with { Balances = [], Unread = [.. unread], At = Some.Instant.AddHours(1) };

        var known = later.Over(Some.Account);

        Assert.Equal(Some.Account.Positions, known.Positions);
        Assert.Equal(Some.Account.Balances, known.Balances);
        Assert.Empty(known.Orders);
        Assert.Empty(known.Unread);
        Assert.Equal(later, later.Over(null));
        Assert.Equal(unread, later.Over(later).Unread);
    }

    [Fact]
    public void Many_differences_are_told_by_the_first_of_them()
    {
        var after = With([.. Enumerable.Range(1, 12).Select(i => Apple with { ContractId = i })], [Order]);

        var text = AccountComparison.Describe(AccountComparison.Between(With([], [Order]), after), 2);

        Assert.Equal("DU1234567 AAPL: -110, was 0; DU1234567 AAPL: -110, was 0; and 10 more", text);
    }

    [Fact]
    public void Both_directions_tell_of_the_same_things()
    {
        var snapshots =
            from sizes in Gen.ListOf(from id in Gen.Choose(1, 9) from size in Gen.Choose(-2, 2) select (id, size))
            from orders in Gen.ListOf(from id in Gen.Choose(0, 4) from n in Gen.Choose(0, 2) select (id, n))
            select With(
                [.. sizes.DistinctBy(s => s.id).Select(s => Apple with { ContractId = s.id, Size = s.size })],
                [.. orders.DistinctBy(o => o.id).Select(o => Order with { PermanentId = o.id, Filled = o.n })]
            );

        Prop.ForAll(
                snapshots.Two().ToArbitrary(),
                pair =>
                {
                    var (one, other) = pair;
                    Assert.Empty(AccountComparison.Between(one, one));
                    Assert.Equal(
                        AccountComparison.Between(one, other).Length,
                        AccountComparison.Between(other, one).Length
                    );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static AccountSnapshot With(AccountPosition[] positions, AccountOrder[] orders) =>
        Some.Account with
        {
            Positions = [.. positions],
            Orders = [.. orders],
        };
}
