using System.Buffers;
using System.Text;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Support;

/// <summary>Bytes of a server to a session without a socket.</summary>
internal static class SessionFeeding
{
    /// <summary>A session that has nothing to send and may ask.</summary>
    public static TwsSession Ready(int version = 176)
    {
        var session = new TwsSession(7971, ServerVersion.NewestText.Number);
        session.Feed(new ServerHello(version, "20260211 09:30:01 EST").ToFrame());
        session.Feed(Wire.Join(Wire.Frame("9,1,1"), Wire.Frame("15,1,DU1")));
        session.TakeOutput();
        return session;
    }

    public static List<TwsEvent> Feed(this TwsSession session, byte[] bytes) =>
        session.Feed(new ReadOnlySequence<byte>(bytes), out _);

    public static List<TwsEvent> Feed(this TwsSession session, string fields) => session.Feed(Wire.Frame(fields));

    public static List<TwsEvent> Feed<T>(this TwsSession session, T message)
        where T : ITwsMessage<T> => session.Feed(FieldWriter.Encode(message, session.Version));

    /// <summary>The same, one byte at a time.</summary>
    public static List<TwsEvent> FeedSlowly(this TwsSession session, byte[] bytes)
    {
        var events = new List<TwsEvent>();
        byte[] buffered = [];
        foreach (var b in bytes)
        {
            events.AddRange(session.Feed(Wire.Scattered([.. buffered, b]), out var left));
            buffered = left;
        }

        Assert.Empty(buffered);
        return events;
    }

    /// <summary>What was sent, frame by frame, bars between the fields.</summary>
    public static string[] TakeRequests(this TwsSession session)
    {
        var output = new ReadOnlySequence<byte>(session.TakeOutput());
        var requests = new List<string>();
        while (FrameReader.TryRead(ref output, FrameReader.MaxPayload, out var payload))
            requests.Add(Encoding.UTF8.GetString(payload).TrimEnd('\0').Replace('\0', '|'));

        Assert.True(output.IsEmpty);
        return [.. requests];
    }

    private static List<TwsEvent> Feed(this TwsSession session, ReadOnlySequence<byte> bytes, out byte[] left)
    {
        var events = new List<TwsEvent>();
        while (session.Next(ref bytes) is { } @event)
            events.Add(@event);

        left = bytes.ToArray();
        return events;
    }
}
