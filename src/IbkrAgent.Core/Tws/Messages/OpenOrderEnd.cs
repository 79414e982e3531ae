namespace IbkrAgent.Tws.Messages;

/// <summary>Message 53, from the server: every open order has been told.</summary>
/// <remarks>version 1</remarks>
public sealed record OpenOrderEnd : ITwsMessage<OpenOrderEnd>
{
    private const int Version = 1;

    public static int Number => (int)ServerMessageId.OpenOrderEnd;

    public static OpenOrderEnd Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new();
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version);
}
