namespace IbkrAgent.Tws.Messages;

/// <summary>Message 64, from the server: every value of an account summary has been told.</summary>
/// <remarks>version 1; request id</remarks>
public sealed record AccountSummaryEnd(int RequestId) : ITwsMessage<AccountSummaryEnd>
{
    private const int Version = 1;

    public static int Number => (int)ServerMessageId.AccountSummaryEnd;

    public static AccountSummaryEnd Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new(fields.ReadInt("request id"));
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version).Add(RequestId);
}
