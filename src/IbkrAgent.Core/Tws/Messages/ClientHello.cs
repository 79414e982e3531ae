using System.Buffers;
using System.Text;

namespace IbkrAgent.Tws.Messages;

/// <summary>The client's first words: the versions it speaks.</summary>
/// <param name="Options">what follows the versions after a space, for example <c>+PACEAPI</c>; mostly empty.</param>
/// <remarks>
/// <c>API</c> and a NUL without a length, then one frame <c>vMIN..MAX</c>, or <c>vN</c> when both are equal, without a
/// terminator. Some clients end it with a NUL all the same, and real Gateways take it.
/// </remarks>
public sealed record ClientHello(int MinVersion, int MaxVersion, string Options = "")
{
    private static readonly byte[] Prefix = "API\0"u8.ToArray();

    /// <summary>Cuts a hello off <paramref name="buffer"/>; false while it is incomplete.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out ClientHello hello)
    {
        hello = new(0, 0);
        var prefix = buffer.Slice(0, Math.Min(buffer.Length, Prefix.Length)).ToArray();
        if (!Prefix.AsSpan().StartsWith(prefix))
            throw new TwsProtocolException(
                TwsProblem.NotTws,
                $"a client begins with {Excerpt.Of(buffer)} instead of 'API'"
            );

        if (prefix.Length < Prefix.Length)
            return false;

        var rest = buffer.Slice(Prefix.Length);
        if (!FrameReader.TryRead(ref rest, FrameReader.MaxHandshakePayload, out var payload))
            return false;

        hello = Parse(Encoding.UTF8.GetString(payload));
        buffer = rest;
        return true;
    }

    public byte[] ToBytes()
    {
        var versions = MinVersion == MaxVersion ? $"v{MinVersion}" : $"v{MinVersion}..{MaxVersion}";
        var payload = Encoding.UTF8.GetBytes(Options.Length == 0 ? versions : $"{versions} {Options}");
        return [.. Prefix, 0, 0, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
    }

    private static ClientHello Parse(string text)
    {
        var parts = text.TrimEnd('\0').Split(' ', 2);
        var versions = parts[0].StartsWith('v') ? parts[0][1..].Split("..") : [];
        if (
            versions.Length is 1 or 2
            && int.TryParse(versions[0], out var min)
            && int.TryParse(versions[^1], out var max)
        )
            return new(min, max, parts.ElementAtOrDefault(1) ?? "");

        throw new TwsProtocolException(
            TwsProblem.BadField,
            $"client hello: versions are {Excerpt.Of(text)}, not 'vMIN..MAX'"
        );
    }
}
