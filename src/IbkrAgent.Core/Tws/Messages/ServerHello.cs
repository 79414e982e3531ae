namespace IbkrAgent.Tws.Messages;

/// <summary>The server's first words: the version both will speak. It has no message number.</summary>
/// <param name="Version">the highest version both know; negative when the client is sent elsewhere.</param>
/// <param name="ConnectionTime">
/// <c>yyyyMMdd HH:mm:ss ZONE</c>, or the other address. The zone is whatever the host calls it, with spaces and in any
/// language: never parsed.
/// </param>
/// <remarks>server version; connection time</remarks>
public sealed record ServerHello(int Version, string ConnectionTime)
{
    public static ServerHello Read(ReadOnlySpan<byte> payload)
    {
        var fields = new FieldReader(payload, nameof(ServerHello));
        return new(fields.ReadInt("version"), fields.ReadText("connection time"));
    }

    public byte[] ToFrame() => new FieldWriter().Add(Version).Add(ConnectionTime).ToFrame();
}
