using System.Buffers;
using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Tws;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>A whole session with the API, in whatever pieces it comes.</summary>
internal sealed class SessionTarget() : FuzzTarget("session")
{
    private const int ClientId = 7971;

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [.. Fuzz.Corpus.Of("session").Select(text => Frames.OfLines(text).SelectMany(line => Frames.Of(line)).ToArray())];

    public override Gen<byte[]> Shapes { get; } =
        from hello in Frames.Hello
        from frames in Frames.Frame.ArrayOf()
        select frames.Prepend(hello).SelectMany(frame => frame).ToArray();

    public override bool Feed(byte[] input, Dice dice)
    {
        var maxVersion = 157 + dice.Below(44);
        var whole = Read(input, maxVersion, [input.Length]);
        var pieces = Read(input, maxVersion, Cut(input.Length, dice));
        Require(whole.Told.SequenceEqual(pieces.Told), "in other pieces the same bytes tell something else");
        Require(
            whole.Problem == pieces.Problem,
            $"one way it ends with {whole.Problem}, the other with {pieces.Problem}"
        );
        return whole.Told.OfType<TwsEvent.BecameReady>().Any();
    }

    /// <summary>Feeds a session as a connection does: what it leaves is given to it again, with more.</summary>
    private static (List<TwsEvent> Told, TwsProblem? Problem) Read(byte[] input, int maxVersion, int[] lengths)
    {
        var session = new TwsSession(ClientId, maxVersion);
        var told = new List<TwsEvent>();
        var (consumed, received) = (0, 0);
        try
        {
            foreach (var length in lengths)
            {
                received += length;
                var rest = Sequence.Of(input.AsMemory(consumed, received - consumed), length);
                while (session.Next(ref rest) is { } @event)
                {
                    told.Add(@event);
                    Answer(session, @event);
                }

                consumed = received - (int)rest.Length;
                RequireRoom(session, input.AsSpan(consumed, received - consumed));
            }

            RequireOneLine(session.DescribeClose(anyByte: received > 0));
            RequireOneLine(session.Accounts);
            RequireOneLine(session.UpstreamLost ?? "");
            RequireOneLine(session.BrokenFarms);
            return (told, null);
        }
        catch (TwsProtocolException exception)
        {
            RequireOneLine(exception.Message);
            return (told, exception.Problem);
        }
    }

    /// <summary>What the agent does with a session meanwhile.</summary>
    private static void Answer(TwsSession session, TwsEvent @event)
    {
        if (@event is TwsEvent.BecameReady)
        {
            session.RequestTime();
            session.BeginAccountReading(withoutOrders: null);
        }
        else if (@event is TwsEvent.AccountAnswered)
        {
            session.EndAccountReading(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10));
            session.BeginAccountReading(withoutOrders: null);
        }

        session.TakeOutput();
    }

    /// <summary>What is kept back is less than one frame, and a frame has a limit.</summary>
    private static void RequireRoom(TwsSession session, ReadOnlySpan<byte> kept)
    {
        if (kept.Length < FrameReader.PrefixLength)
            return;

        var limit = session.Stage == TwsStage.Hello ? FrameReader.MaxHandshakePayload : FrameReader.MaxPayload;
        var announced = BinaryPrimitives.ReadUInt32BigEndian(kept);
        Require(announced > 0 && announced <= limit, $"it waits for a frame of {announced} bytes");
        Require(kept.Length < FrameReader.PrefixLength + announced, "it keeps a whole frame back");
    }

    private static int[] Cut(int length, Dice dice)
    {
        var pieces = new List<int>();
        for (var left = length; left > 0; left -= pieces[^1])
            pieces.Add(Math.Min(left, 1 + dice.Below(dice.Chance(50) ? 3 : 200)));
        return [.. pieces];
    }
}
