namespace IbkrAgent.Tws.Messages;

/// <summary>
/// Message 15, from the server: the accounts of the login; the other half of what makes a session ready.
/// </summary>
/// <param name="Accounts">comma separated, in the Gateway's order; empty when it named none.</param>
/// <remarks>version 1; comma separated list, possibly with a comma too many</remarks>
public sealed record ManagedAccounts(string Accounts) : ITwsMessage<ManagedAccounts>
{
    private const int Version = 1;
    private const int MaxLength = 0x10000; // several thousand accounts

    public static int Number => (int)ServerMessageId.ManagedAccounts;

    public static ManagedAccounts Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        var accounts = fields.ReadText("accounts");
        if (accounts.Length > MaxLength || accounts.Any(char.IsControl))
            throw fields.Bad("accounts", $"is {Excerpt.Of(accounts)}, not a list of accounts");

        var named = accounts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(string.Join(',', named));
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version).Add(Accounts);
}
