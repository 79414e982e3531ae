namespace IbkrAgent.Accounts;

/// <summary>What one account holds of one contract.</summary>
/// <param name="ContractId">the broker's number of the contract; with the account it is the key.</param>
/// <param name="SecurityType"><c>STK</c>, <c>OPT</c>, <c>FUT</c> and others.</param>
/// <param name="LocalSymbol">the exchange's name of the contract; tells options and futures apart.</param>
/// <param name="Size">negative when short, never zero.</param>
/// <param name="AverageCost">per contract, in its currency.</param>
public sealed record AccountPosition(
    string Account,
    int ContractId,
    string Symbol,
    string SecurityType,
    string Currency,
    string LocalSymbol,
    decimal Size,
    decimal? AverageCost
)
{
    /// <summary>The contract's name, for a person.</summary>
    internal string Contract => LocalSymbol.Length > 0 ? LocalSymbol : Symbol;

    /// <summary>Account and contract, for a person.</summary>
    public string Title => $"{Account} {Contract}";
}
