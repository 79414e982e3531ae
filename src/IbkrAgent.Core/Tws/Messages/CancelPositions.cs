namespace IbkrAgent.Tws.Messages;

/// <summary>Message 64, to the server: ends what <see cref="PositionsRequest"/> began.</summary>
/// <remarks>version 1</remarks>
public sealed record CancelPositions : ITwsMessage<CancelPositions>
{
    private const int Version = 1;

    public static int Number => (int)ClientMessageId.CancelPositions;

    public static CancelPositions Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new();
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version);
}
