namespace IbkrAgent.Tws.Messages;

/// <summary>Message 3, from the server: how far an order has come; follows each <see cref="OpenOrder"/>.</summary>
/// <param name="Status">one of <see cref="OrderStatusName"/>, or a word not known yet.</param>
/// <param name="PermanentId">the broker's number of the order, the same for every client; its only stable key.</param>
/// <remarks>
/// order id; status; filled; remaining; average fill price; permanent id; parent id; last fill price; client id;
/// why held; market cap price. What is not a property here is written as of an order without a fill.
/// </remarks>
public sealed record OrderStatus(
    int OrderId,
    string Status,
    decimal? Filled,
    decimal? Remaining,
    long PermanentId,
    int ClientId
) : ITwsMessage<OrderStatus>
{
    public static int Number => (int)ServerMessageId.OrderStatus;

    public static OrderStatus Read(ref FieldReader fields, ServerVersion server)
    {
        var orderId = fields.ReadInt("order id");
        var status = fields.ReadLabel("status");
        var filled = fields.ReadDecimal("filled");
        var remaining = fields.ReadDecimal("remaining");
        fields.Skip("average fill price");
        var permanentId = fields.ReadLong("permanent id");
        fields.Skip(2, "parent id or last fill price");
        return new(orderId, status, filled, remaining, permanentId, fields.ReadInt("client id"));
    }

    public void Write(FieldWriter fields, ServerVersion server)
    {
        fields.Add(OrderId).Add(Status).Add(Filled).Add(Remaining);
        fields.Add("0.0").Add(PermanentId).Add(0).Add("0.0"); // average fill price, parent id, last fill price
        fields.Add(ClientId).Add("").Add("0.0"); // why held, market cap price
    }
}
