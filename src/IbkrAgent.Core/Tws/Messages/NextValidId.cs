namespace IbkrAgent.Tws.Messages;

/// <summary>Message 9, from the server: the next order id; half of what makes a session ready.</summary>
/// <remarks>version 1; order id</remarks>
public sealed record NextValidId(int OrderId) : ITwsMessage<NextValidId>
{
    private const int Version = 1;

    public static int Number => (int)ServerMessageId.NextValidId;

    public static NextValidId Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new(fields.ReadInt("order id"));
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version).Add(OrderId);
}
