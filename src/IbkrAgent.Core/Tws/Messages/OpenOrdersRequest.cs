namespace IbkrAgent.Tws.Messages;

/// <summary>Message 16, to the server: asks once for the open orders of all clients, and binds none.</summary>
/// <remarks>version 1. An API that is read-only answers with error 321, some 20 s later.</remarks>
public sealed record OpenOrdersRequest : ITwsMessage<OpenOrdersRequest>
{
    private const int Version = 1;

    public static int Number => (int)ClientMessageId.OpenOrdersRequest;

    public static OpenOrdersRequest Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new();
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version);
}
