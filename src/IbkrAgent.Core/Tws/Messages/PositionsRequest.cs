namespace IbkrAgent.Tws.Messages;

/// <summary>Message 61, to the server: asks for the positions of all accounts.</summary>
/// <remarks>version 1. A subscription: rows keep coming after the end marker until <see
/// cref="CancelPositions"/>.</remarks>
public sealed record PositionsRequest : ITwsMessage<PositionsRequest>
{
    private const int Version = 1;

    public static int Number => (int)ClientMessageId.PositionsRequest;

    public static PositionsRequest Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new();
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version);
}
