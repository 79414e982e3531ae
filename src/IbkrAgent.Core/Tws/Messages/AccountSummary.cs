namespace IbkrAgent.Tws.Messages;

/// <summary>Message 63, from the server: one value of one account.</summary>
/// <param name="Tag">the name of the value, for example <c>NetLiquidation</c>.</param>
/// <param name="Value">mostly a number, but some tags have words.</param>
/// <param name="Currency">empty for values that have none.</param>
/// <remarks>version 1; request id; account; tag; value; currency</remarks>
public sealed record AccountSummary(int RequestId, string Account, string Tag, string Value, string Currency)
    : ITwsMessage<AccountSummary>
{
    private const int Version = 1;

    public static int Number => (int)ServerMessageId.AccountSummary;

    public static AccountSummary Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new(
            fields.ReadInt("request id"),
            fields.ReadLabel("account"),
            fields.ReadLabel("tag"),
            fields.ReadLabel("value"),
            fields.ReadLabel("currency")
        );
    }

    public void Write(FieldWriter fields, ServerVersion server) =>
        fields.Add(Version).Add(RequestId).Add(Account).Add(Tag).Add(Value).Add(Currency);
}
