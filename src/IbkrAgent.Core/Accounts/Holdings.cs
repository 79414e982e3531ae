using System.Globalization;
using IbkrAgent.Schedule;

namespace IbkrAgent.Accounts;

/// <summary>What is at stake in the accounts, as far as it was read: as much of a snapshot as decisions need.</summary>
/// <param name="SecurityTypes">of the positions, in the API's words (<c>STK</c>, <c>FUT</c>): sorted, separated by
/// commas.</param>
/// <param name="WatchedOrders">
/// how many open orders do not rest at the broker by themselves, by security type: <c>FUT 2,STK 1</c>; empty as well
/// when orders were not read.
/// </param>
public sealed record Holdings(string SecurityTypes, string WatchedOrders)
{
    public static Holdings Of(AccountSnapshot snapshot) =>
        new(
            string.Join(
                ',',
                snapshot.Positions.Select(position => position.SecurityType).Distinct().Order(StringComparer.Ordinal)
            ),
            string.Join(
                ',',
                snapshot
                    .Orders.Where(order => !order.Rests)
                    .GroupBy(order => order.SecurityType, StringComparer.Ordinal)
                    .OrderBy(type => type.Key, StringComparer.Ordinal)
                    .Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.Key} {type.Count()}"))
            )
        );

    public IEnumerable<string> Types => SecurityTypes.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Orders that may be filled or have to be looked after right now.</summary>
    public int OrdersAtWork(MarketHours market, DateTimeOffset at) =>
        WatchedOrders
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(' '))
            .Where(entry => market.IsOpen(entry[0], at, extended: true))
            .Sum(entry => int.Parse(entry[^1], CultureInfo.InvariantCulture));
}
