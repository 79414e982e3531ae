namespace IbkrAgent.Tws.Messages;

/// <summary>Message 71, to the server: begins the session of one client id.</summary>
/// <remarks>version 2; client id; from 72 optional capabilities, left empty</remarks>
public sealed record StartApi(int ClientId) : ITwsMessage<StartApi>
{
    private const int Version = 2;

    public static int Number => (int)ClientMessageId.StartApi;

    public static StartApi Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        return new(fields.ReadInt("client id"));
    }

    public void Write(FieldWriter fields, ServerVersion server)
    {
        fields.Add(Version).Add(ClientId);
        if (server.Has(ServerVersion.StartApiCapabilities))
            fields.Add("");
    }
}
