namespace IbkrAgent.Tws.Messages;

/// <summary>Message 62, to the server: asks for some values of every account.</summary>
/// <param name="Tags">names of the values, comma separated.</param>
/// <param name="Group">a group of accounts; <c>All</c> is every one of the login.</param>
/// <remarks>
/// version 1; request id; group; tags. A subscription: values keep coming after the end marker until
/// <see cref="CancelAccountSummary"/>, and a Gateway has room for two.
/// </remarks>
public sealed record AccountSummaryRequest(int RequestId, string Tags, string Group = "All")
    : ITwsMessage<AccountSummaryRequest>
{
    private const int Version = 1;

    public static int Number => (int)ClientMessageId.AccountSummaryRequest;

    public static AccountSummaryRequest Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        var requestId = fields.ReadInt("request id");
        var group = fields.ReadText("group");
        return new(requestId, fields.ReadText("tags"), group);
    }

    public void Write(FieldWriter fields, ServerVersion server) =>
        fields.Add(Version).Add(RequestId).Add(Group).Add(Tags);
}
