namespace IbkrAgent.Accounts;

/// <summary>The parts of an account that are read, each for itself.</summary>
public enum AccountPart
{
    Positions,
    Orders,
    Balances,
}
