namespace IbkrAgent.Tws.Messages;

/// <summary>Message 61, from the server: what one account holds of one contract.</summary>
/// <param name="ContractId">the broker's number of the contract; with the account it is the key.</param>
/// <param name="SecurityType"><c>STK</c>, <c>OPT</c>, <c>FUT</c> and others.</param>
/// <param name="LocalSymbol">the exchange's name of the contract; tells options and futures apart.</param>
/// <param name="Size">negative when short; zero when it was closed.</param>
/// <param name="AverageCost">per contract, in its currency.</param>
/// <remarks>
/// version 3; account; contract id; symbol; security type; last trade date; strike; right; multiplier; exchange;
/// currency; local symbol; trading class; position; average cost.
/// Version 2 has no average cost, version 1 no trading class either. What is not a property here is written as of a
/// plain contract.
/// </remarks>
public sealed record Position(
    string Account,
    int ContractId,
    string Symbol,
    string SecurityType,
    string Currency,
    string LocalSymbol,
    decimal Size,
    decimal? AverageCost
) : ITwsMessage<Position>
{
    private const int Version = 3;
    private const int TradingClassVersion = 2;
    private const int AverageCostVersion = 3;

    public static int Number => (int)ServerMessageId.Position;

    public static Position Read(ref FieldReader fields, ServerVersion server)
    {
        var version = fields.ReadInt("version");
        var account = fields.ReadLabel("account");
        var contractId = fields.ReadInt("contract id");
        var symbol = fields.ReadLabel("symbol");
        var securityType = fields.ReadLabel("security type");
        fields.Skip(5, "last trade date, strike, right, multiplier or exchange");
        var currency = fields.ReadLabel("currency");
        var localSymbol = fields.ReadLabel("local symbol");
        if (version >= TradingClassVersion)
            fields.Skip("trading class");

        var size = fields.ReadDecimal("position") ?? throw fields.Bad("position", "is not set");
        var averageCost = version >= AverageCostVersion ? fields.ReadDecimal("average cost") : null;
        return new(account, contractId, symbol, securityType, currency, localSymbol, size, averageCost);
    }

    public void Write(FieldWriter fields, ServerVersion server)
    {
        fields.Add(Version).Add(Account).Add(ContractId).Add(Symbol).Add(SecurityType);
        fields.Add("").Add("0.0").Add("").Add("").Add(""); // last trade date, strike, right, multiplier, exchange
        fields.Add(Currency).Add(LocalSymbol).Add(Symbol).Add(Size).Add(AverageCost);
    }
}
