namespace IbkrAgent.Tws.Messages;

/// <summary>Message 4, from the server: an error, a warning or a notice.</summary>
/// <param name="RequestId">the request it answers; -1 for a notice of the Gateway itself.</param>
/// <param name="RejectJson">why an order was refused, in detail; mostly empty.</param>
/// <param name="Time">milliseconds since 1970, UTC; zero when the server did not say.</param>
/// <remarks>
/// before 166: version 2; id; code; text.
/// From 166: version 2; id; code; text; reject JSON.
/// From 194: id; code; text; reject JSON; time.
/// </remarks>
public sealed record ErrorMessage(int RequestId, TwsErrorCode Code, string Text, string RejectJson = "", long Time = 0)
    : ITwsMessage<ErrorMessage>
{
    private const int Version = 2;
    private const int MaxShownLength = 300;

    public static int Number => (int)ServerMessageId.ErrorMessage;

    /// <summary>A notice of the warning range: never a failure by itself.</summary>
    public bool IsWarning => (int)Code is >= 2100 and <= 2169;

    /// <summary>An operator should read it, although it says nothing about link, farms or a request of ours.</summary>
    public bool IsNoteworthy =>
        Code
            is TwsErrorCode.RateExceeded
                or TwsErrorCode.RequestUnreadable
                or TwsErrorCode.RequestRefused
                or TwsErrorCode.RequestFailed
                or TwsErrorCode.ServerFailed
                or TwsErrorCode.ApiPortChanged
                or TwsErrorCode.AccountUpdatesTaken
                or TwsErrorCode.AccountUpdatesRefused
                or TwsErrorCode.CompetingSession;

    public static ErrorMessage Read(ref FieldReader fields, ServerVersion server)
    {
        if (!server.Has(ServerVersion.ErrorTime))
            fields.Skip("version");

        return new(
            fields.ReadInt("request id"),
            (TwsErrorCode)fields.ReadInt("code"),
            fields.ReadEscapedText("text"),
            server.Has(ServerVersion.RejectJson) ? fields.ReadEscapedText("reject json") : "",
            server.Has(ServerVersion.ErrorTime) ? fields.ReadLong("time") : 0
        );
    }

    public void Write(FieldWriter fields, ServerVersion server)
    {
        if (!server.Has(ServerVersion.ErrorTime))
            fields.Add(Version);

        fields.Add(RequestId).Add((int)Code).AddEscaped(Text, server);
        if (server.Has(ServerVersion.RejectJson))
            fields.AddEscaped(RejectJson, server);

        if (server.Has(ServerVersion.ErrorTime))
            fields.Add(Time);
    }

    /// <summary>Code and text on one line of reasonable length.</summary>
    public override string ToString()
    {
        var text = Text.Length > MaxShownLength ? $"{Text.AsSpan(0, MaxShownLength)}..." : Text;
        return $"{(int)Code} {string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))}";
    }
}
