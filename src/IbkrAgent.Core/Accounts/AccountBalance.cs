namespace IbkrAgent.Accounts;

/// <summary>The money of one account, in its base currency; null is what the Gateway did not tell.</summary>
public sealed record AccountBalance(
    string Account,
    string Currency,
    decimal? NetLiquidation,
    decimal? TotalCashValue,
    decimal? BuyingPower
);
