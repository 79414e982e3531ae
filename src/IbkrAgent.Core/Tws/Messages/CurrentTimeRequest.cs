namespace IbkrAgent.Tws.Messages;

/// <summary>Message 49, to the server: asks for its clock; the agent's heartbeat.</summary>
/// <remarks>version 1. A Gateway drops, without a word, a request within about a second of the one before.</remarks>
public sealed record CurrentTimeRequest : ITwsMessage<CurrentTimeRequest>
{
    private const int Version = 1;

    public static int Number => (int)ClientMessageId.CurrentTimeRequest;

    public static CurrentTimeRequest Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new();
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version);
}
