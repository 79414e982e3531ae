using FsCheck;
using IbkrAgent.Control;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>What answers on the control socket.</summary>
internal sealed class ControlResponseTarget() : FuzzTarget("control-response")
{
    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            "HTTP/1.1 ",
            "200 OK",
            "404 Not Found",
            "\r\n",
            "\r\n\r\n",
            "Content-Length: ",
            "Exit-Status: ",
            "Content-Type: text/plain",
            "main: Ready",
            " ",
            ":"
        );

    /// <remarks>More bytes never make another response of what was one.</remarks>
    public override bool Feed(byte[] input, Dice dice)
    {
        ControlResponse? first = null;
        try
        {
            for (var length = 0; length < input.Length; )
            {
                length = Math.Min(input.Length, length + 1 + dice.Below(40));
                var response = ControlResponse.TryRead(input.AsSpan(0, length));
                Require(first is null || response is not null && IsSame(first, response), "it became another response");
                first ??= response;
            }
        }
        catch (InvalidDataException exception)
        {
            Require(first is null, "what was a response is none with more bytes");
            RequireOneLine(exception.Message);
        }

        return first is not null;
    }

    private static bool IsSame(ControlResponse one, ControlResponse other) =>
        one.Status == other.Status && one.ExitStatus == other.ExitStatus && one.Body.AsSpan().SequenceEqual(other.Body);
}
