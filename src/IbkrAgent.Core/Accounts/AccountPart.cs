namespace IbkrAgent.Accounts;

/// <summary>The parts of an account that are read, each for itself.</summary>
public enum AccountPart
{
    Positions,
    Orders,
    Balances,
}

public static class AccountParts
{
    /// <summary>What a person calls it.</summary>
    public static string NameOf(AccountPart part) =>
        part switch
        {
            AccountPart.Positions => "positions",
            AccountPart.Orders => "open orders",
            _ => "balances",
        };
}
