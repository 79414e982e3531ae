using System.Collections.Immutable;
using IbkrAgent.Accounts;

namespace IbkrAgent.Season.World;

/// <summary>What the broker knows of the account at one moment.</summary>
internal sealed record Book(
    DateTimeOffset At,
    ImmutableSortedDictionary<int, Holding> Holdings,
    ImmutableSortedDictionary<long, Order> Orders
)
{
    public const string Account = "U1234567";

    public bool HasOrderAtWork(DateTimeOffset at) =>
        Orders.Values.Any(order => (order.IsAttached || order.Lasts == "DAY") && Sessions.IsOpen(order.Type, at));

    public bool IsSameAs(Book other) => Holdings.SequenceEqual(other.Holdings) && Orders.SequenceEqual(other.Orders);

    /// <summary>The same in the words of the API.</summary>
    public AccountSnapshot Read(DateTimeOffset at, Defects defects, bool isFirst) =>
        new(
            at,
            [new(Account, "USD", NetLiquidation: 500_000, TotalCashValue: 100_000, BuyingPower: 1_000_000)],
            defects.PositionsAreHidden && isFirst ? [] : [.. Holdings.Values.Select(holding => holding.Tell())],
            defects.OrdersAreHidden ? [] : [.. Orders.Values.Select(order => order.Tell())],
            Unread: []
        );
}

/// <param name="Contract">the broker's number of it.</param>
internal sealed record Holding(int Contract, string Symbol, string Type, int Size)
{
    public AccountPosition Tell() => new(Book.Account, Contract, Symbol, Type, "USD", Symbol, Size, AverageCost: 100);
}

/// <param name="Number">the broker's.</param>
/// <param name="Lasts">time in force.</param>
internal sealed record Order(long Number, string Symbol, string Type, string Lasts, bool IsAttached, int Left)
{
    public AccountOrder Tell() =>
        new(
            Number,
            ClientId: 1,
            OrderId: (int)Number,
            Book.Account,
            Symbol,
            Type,
            "BUY",
            Quantity: 100,
            "LMT",
            Lasts,
            IsAttached,
            "Submitted",
            Filled: 100 - Left,
            Left
        );
}
