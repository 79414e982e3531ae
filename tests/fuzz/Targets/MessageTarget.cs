using System.Buffers;
using System.Reflection;
using FsCheck;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>Every message that can be read, of every version, from bytes that may be another one's.</summary>
internal sealed class MessageTarget() : FuzzTarget("messages")
{
    private delegate void Reader(in ReadOnlySequence<byte> payload, ServerVersion server);

    private static readonly MethodInfo ReaderOfMethod = typeof(MessageTarget).GetMethod(
        nameof(ReaderOf),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private static readonly Reader[] Readers =
    [
        .. typeof(TwsSession)
            .Assembly.GetTypes()
            .Where(type => !type.IsInterface && type.GetInterfaces().Any(IsReadableMessage))
            .Select(type => (Reader)ReaderOfMethod.MakeGenericMethod(type).Invoke(null, null)!),
    ];

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [.. Fuzz.Corpus.Of("session").SelectMany(Frames.OfLines), .. Fuzz.Corpus.Of("messages").SelectMany(Frames.OfLines)];

    public override Gen<byte[]> Shapes => Frames.Message;

    public override bool Feed(byte[] input, Dice dice)
    {
        var server = new ServerVersion(157 + dice.Below(44));
        var payload = Sequence.Of(input, dice.Below(input.Length + 1));
        var isMessage = false;
        isMessage |= IsRead(payload, server, (in whole, _) => FrameReader.PeekNumber(whole));
        isMessage |= IsRead(payload, server, (in whole, _) => ServerHello.Read(whole.ToArray()));
        isMessage |= IsRead(payload, server, ReadClientHello);
        for (var i = 0; i < 4; i++)
            isMessage |= IsRead(payload, server, dice.Pick(Readers));

        return isMessage;
    }

    private static bool IsRead(in ReadOnlySequence<byte> payload, ServerVersion server, Reader read)
    {
        try
        {
            read(payload, server);
            return true;
        }
        catch (TwsProtocolException exception)
        {
            RequireOneLine(exception.Message);
            return false;
        }
    }

    private static void ReadClientHello(in ReadOnlySequence<byte> payload, ServerVersion server)
    {
        var rest = payload;
        ClientHello.TryRead(ref rest, out _);
    }

    private static Reader ReaderOf<T>()
        where T : IReadableMessage<T> => (in payload, server) => FrameReader.Read<T>(payload, server);

    private static bool IsReadableMessage(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadableMessage<>);
}
