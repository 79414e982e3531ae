using System.Globalization;

namespace IbkrAgent.GatewaySim.Steering;

/// <summary>One order that waits to be filled.</summary>
/// <param name="OrderId">zero for one that was not placed through the API: every second of a list.</param>
/// <param name="SecurityType"><c>STK</c> unless the symbol says: <c>BTC:CRYPTO</c>.</param>
/// <param name="TimeInForce"><c>DAY</c> unless said.</param>
/// <param name="Price">the limit, or the trigger of a stop; null for neither.</param>
internal sealed record WorkingOrder(
    int OrderId,
    string Action,
    decimal Size,
    string Symbol,
    string SecurityType,
    string Type,
    string TimeInForce,
    decimal? Price,
    string Status
)
{
    public const string Expects =
        "a count up to 10000, or 'BUY|SELL SIZE SYMBOL[:KIND] TYPE [DAY|GTC] [PRICE] [STATUS], ...', no two equal";

    private const int TradingClientId = 1;

    private static readonly string[] Types = ["LMT", "STP", "MKT"];

    public int ClientId => OrderId == 0 ? 0 : TradingClientId;

    public int ContractId => StableNumber.Of(Symbol);

    public int PermanentId => StableNumber.Of($"{Action} {Size} {Symbol} {Type} {Price}");

    public static WorkingOrder[]? TryParse(string text)
    {
        var orders = HoldingList.TryParse(text, Nth, Parse);
        return orders?.DistinctBy(order => order.PermanentId).Count() == orders?.Length
            ? orders?.Select((order, index) => order with { OrderId = index % 2 == 0 ? index + 1 : 0 }).ToArray()
            : null;
    }

    private static string Nth(int index)
    {
        var type = Types[index % Types.Length];
        var price = type == "MKT" ? "" : string.Create(CultureInfo.InvariantCulture, $"{10.5m + index}");
        return $"{(index % 2 == 0 ? "BUY" : "SELL")} 100 SIM{index + 1} {type} {price}";
    }

    private static WorkingOrder? Parse(string[] words)
    {
        if (words is not [("BUY" or "SELL") and var action, var size, var symbol, var type, .. var rest])
            return null;

        if (!HoldingList.TryNumber(size, out var quantity))
            return null;

        var kind = symbol.Split(':');
        var isTimed = rest is ["DAY" or "GTC", ..];
        var order = new WorkingOrder(
            0,
            action,
            quantity,
            kind[0],
            kind.Length > 1 ? kind[1] : "STK",
            type,
            isTimed ? rest[0] : "DAY",
            null,
            DefaultStatus(type)
        );
        return (isTimed ? rest[1..] : rest) switch
        {
            [] => order,
            [var price] when HoldingList.TryNumber(price, out var limit) => order with { Price = limit },
            [var status] => order with { Status = status },
            [var price, var status] when HoldingList.TryNumber(price, out var limit) => order with
            {
                Price = limit,
                Status = status,
            },
            _ => null,
        };
    }

    private static string DefaultStatus(string type) => type == "STP" ? "PreSubmitted" : "Submitted";
}
