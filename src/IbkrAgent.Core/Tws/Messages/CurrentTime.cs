namespace IbkrAgent.Tws.Messages;

/// <summary>Message 49, from the server: its clock, to the second.</summary>
/// <remarks>version 1; seconds since 1970, UTC</remarks>
public sealed record CurrentTime(DateTimeOffset Time) : ITwsMessage<CurrentTime>
{
    private const int Version = 1;

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static int Number => (int)ServerMessageId.CurrentTime;

    public static CurrentTime Read(ref FieldReader fields, ServerVersion server)
    {
        fields.Skip("version");
        var seconds = fields.ReadLong("time");
        return seconds >= 0 && seconds <= LastSecond
            ? new(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : throw fields.Bad("time", $"is {seconds}, not a time");
    }

    public void Write(FieldWriter fields, ServerVersion server) => fields.Add(Version).Add(Time.ToUnixTimeSeconds());
}
