namespace IbkrAgent.Tws.Messages;

/// <summary>Message 5, from the server: one open order.</summary>
/// <param name="OrderId">its number at the client that placed it; others may have the same, and 0 is no API
/// order.</param>
/// <param name="Quantity">null when it is given as an amount of money.</param>
/// <param name="TimeInForce"><c>DAY</c>, <c>GTC</c>, <c>GTD</c>, <c>IOC</c> and others.</param>
/// <param name="IsAttached">it lives and dies with others: it has a parent order, or is in a one-cancels-all
/// group.</param>
/// <param name="PermanentId">the broker's number of the order, the same for every client; its only stable key.</param>
/// <param name="StatusInside">
/// the status within this message where it could be found for certain, else null: that of the
/// <see cref="OrderStatus"/> with the same permanent id comes first.
/// </param>
/// <remarks>
/// Some 120 to 170 fields, of which blocks are there or not; only those at the start that never move are read, and
/// the status counted from the end. It cannot be written: whoever plays the server has to write all of them.
/// </remarks>
public sealed record OpenOrder(
    int OrderId,
    int ContractId,
    string Symbol,
    string SecurityType,
    string Action,
    decimal? Quantity,
    string OrderType,
    string TimeInForce,
    bool IsAttached,
    string Account,
    int ClientId,
    long PermanentId,
    string? StatusInside
) : IReadableMessage<OpenOrder>
{
    private const string PegToBenchmark = "PEG BENCH";

    /// <summary>From this version on one field of the adviser is gone.</summary>
    private const int NoAdviserProfile = 177;

    public static int Number => (int)ServerMessageId.OpenOrder;

    public static OpenOrder Read(ref FieldReader fields, ServerVersion server)
    {
        var orderId = fields.ReadInt("order id");
        var contractId = fields.ReadInt("contract id");
        var symbol = fields.ReadLabel("symbol");
        var securityType = fields.ReadLabel("security type");
        fields.Skip(8, "a field of the contract"); // last trade date to trading class
        var action = fields.ReadLabel("action");
        var quantity = fields.ReadDecimal("quantity");
        var orderType = fields.ReadLabel("order type");
        fields.Skip(2, "limit price or auxiliary price");
        var timeInForce = fields.ReadLabel("time in force");
        var group = fields.ReadText("group");
        var account = fields.ReadLabel("account");
        fields.Skip(3, "open or close, origin or reference");
        var clientId = fields.ReadInt("client id");
        var permanentId = fields.ReadLong("permanent id");
        var hasParent = HasParent(ref fields, server);
        var status = orderType == PegToBenchmark ? null : FindStatus(ref fields, server);
        return new(
            orderId,
            contractId,
            symbol,
            securityType,
            action,
            quantity,
            orderType,
            timeInForce,
            hasParent || group.Length > 0,
            account,
            clientId,
            permanentId,
            status
        );
    }

    /// <summary>
    /// The parent's id stands before the first block that may be missing; an order that ends before it has none.
    /// </summary>
    private static bool HasParent(ref FieldReader fields, ServerVersion server)
    {
        var between = server.Number < NoAdviserProfile ? 32 : 31;
        if (fields.CountLeft() <= between)
            return false;

        fields.Skip(between, "a field before the parent's id");
        return fields.ReadText("parent id") is not ("" or "0");
    }

    /// <summary>The status by its distance from the end, which conditions and benchmarks change.</summary>
    private static string? FindStatus(ref FieldReader fields, ServerVersion server)
    {
        var before = fields.CountLeft() - StatusDistance(server);
        if (before is null or < 0)
            return null;

        fields.Skip(before.Value, "a field before the status");
        var status = fields.ReadText("status");
        return OrderStatusName.IsKnown(status) ? status : null;
    }

    /// <summary>How many fields there are from the status to the end of an order without conditions.</summary>
    private static int? StatusDistance(ServerVersion server) =>
        server.Number switch
        {
            >= 199 => 63,
            198 => 62,
            >= 195 => 61,
            >= 193 => 48,
            >= 189 => 46,
            >= 185 => 45,
            184 => 44,
            183 => 43,
            >= 170 => 42,
            _ => null,
        };
}
