namespace IbkrAgent.Tws.Messages;

/// <summary>Message 62, from the server: every position there was has been told.</summary>
/// <remarks>version 1. Some Gateways never send it until they are restarted.</remarks>
public sealed record PositionEnd : ITwsMessage<PositionEnd>
{
    private const int Version = 1;

    public static int Number => (int)ServerMessageId.PositionEnd;

    public static PositionEnd Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new();
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version);
}
