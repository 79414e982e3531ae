namespace IbkrAgent.Tws.Messages;

/// <summary>Message 63, to the server: ends what <see cref="AccountSummaryRequest"/> began.</summary>
/// <remarks>version 1; request id</remarks>
public sealed record CancelAccountSummary(int RequestId) : ITwsMessage<CancelAccountSummary>
{
    private const int Version = 1;

    public static int Number => (int)ClientMessageId.CancelAccountSummary;

    public static CancelAccountSummary Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new(fields.ReadInt("request id"));
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version).Add(RequestId);
}
