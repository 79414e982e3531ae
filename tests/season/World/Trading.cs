using System.Collections.Immutable;

namespace IbkrAgent.Season.World;

/// <summary>What the bots do: orders come and go with the sessions, and positions with them.</summary>
internal sealed class Trading(Host host)
{
    private static readonly TimeOnly Morning = new(4, 0);
    private static readonly TimeOnly Open = new(9, 30);

    private static readonly string[] Shares = ["AAPL", "MSFT", "KO", "XOM", "JPM", "SPY"];

    private readonly List<Book> _books =
    [
        new(
            host.Time.Now,
            ImmutableSortedDictionary<int, Holding>.Empty.Add(1, new(1, "AAPL", "STK", 200)),
            ImmutableSortedDictionary<long, Order>.Empty
        ),
    ];

    private long _orders = 1_000;

    public Book Now => _books[^1];

    /// <summary>A bot relies on its word that no restart is made until then.</summary>
    public DateTimeOffset OpenUntil { get; private set; }

    public void KeepOpenUntil(DateTimeOffset end) => OpenUntil = end > OpenUntil ? end : OpenUntil;

    /// <summary>What the book was at a moment of the past.</summary>
    public Book At(DateTimeOffset at) => _books.FindLast(book => book.At <= at) ?? _books[0];

    public void Begin() => PlanDay(NewYork.DayOf(host.Time.Now));

    /// <summary>An order of a bot that is at work while the daily restart is due, for so long after it.</summary>
    public void WorkLate(TimeSpan lasts) =>
        Place("SPY", "STK", "DAY", NewYork.RestartOn(NewYork.DayOf(host.Time.Now)) + lasts);

    private bool CanPlace => host.Unit.Process is { CanTrade: true };

    private void PlanDay(DateOnly day)
    {
        if (Sessions.IsTradingDay(day))
            PlanSession(day);
        if (day.DayOfWeek == DayOfWeek.Sunday)
            PlanSunday(day);
        host.Time.At(NewYork.At(day.AddDays(1), Morning), () => PlanDay(day.AddDays(1)));
    }

    private void PlanSession(DateOnly day)
    {
        var (open, close) = (NewYork.At(day, Open), NewYork.At(day, Sessions.CloseOn(day)));
        for (var count = 3 + host.Dice.Below(4); count > 0; count--)
        {
            var symbol = host.Dice.Pick(Shares);
            host.Time.At(Between(open, close), () => Place(symbol, "STK", "DAY", close));
        }

        if (host.Dice.Chance(30))
            host.Time.At(Between(open, close), () => Place("KO", "STK", "GTC", close.AddDays(1 + host.Dice.Below(4))));
        if (host.Dice.Chance(20))
            host.Time.At(Between(open, close), () => Place("MES", "FUT", "DAY", NewYork.At(day, new(17, 0))));
        if (host.Dice.Chance(6))
            host.Time.At(
                Between(open, close),
                () => Place("JPM", "STK", "GTC", open.AddDays(1 + host.Dice.Below(3)), isAttached: true)
            );
    }

    private void PlanSunday(DateOnly day)
    {
        if (host.Dice.Chance(40))
            host.Time.At(
                Between(NewYork.At(day, new(17, 15)), NewYork.At(day, new(18, 0))),
                () => Place("EUR", "CASH", "DAY", host.Time.Now.AddHours(2))
            );
    }

    /// <summary>It is filled or taken back before its end, or expires.</summary>
    private void Place(string symbol, string type, string lasts, DateTimeOffset end, bool isAttached = false)
    {
        if (!CanPlace || host.Time.Now >= end)
            return;

        var order = new Order(++_orders, symbol, type, lasts, isAttached, Left: 100);
        Change(book => book with { Orders = book.Orders.Add(order.Number, order) });
        var isFilled = host.Dice.Chance(60);
        var over = isFilled ? Between(host.Time.Now, end) : end;
        host.Time.At(over, () => Finish(order, isFilled && Sessions.IsOpen(type, host.Time.Now)));
    }

    private void Finish(Order order, bool isFilled) =>
        Change(book =>
            book with
            {
                Orders = book.Orders.Remove(order.Number),
                Holdings = isFilled ? Trade(book.Holdings, order) : book.Holdings,
            }
        );

    /// <summary>What was not held is bought, what was held is sold.</summary>
    private static ImmutableSortedDictionary<int, Holding> Trade(
        ImmutableSortedDictionary<int, Holding> holdings,
        Order order
    )
    {
        var contract = order.Symbol.Sum(letter => letter);
        var less = holdings.Remove(contract);
        return ReferenceEquals(less, holdings)
            ? holdings.Add(contract, new(contract, order.Symbol, order.Type, order.Left))
            : less;
    }

    private void Change(Func<Book, Book> change) => _books.Add(change(Now) with { At = host.Time.Now });

    private DateTimeOffset Between(DateTimeOffset begin, DateTimeOffset end) =>
        begin + TimeSpan.FromSeconds(host.Dice.Below((int)(end - begin).TotalSeconds));
}
