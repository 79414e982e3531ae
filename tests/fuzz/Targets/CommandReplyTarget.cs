using FsCheck;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>What the controller's command port answers, in whatever pieces it comes.</summary>
internal sealed class CommandReplyTarget() : FuzzTarget("command-reply")
{
    private readonly IbcController _controller = new();

    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf(
            "OK",
            "OK ",
            "ERROR ",
            "INFO ",
            "\n",
            "\r\n",
            " in progress",
            "already in progress",
            "Shutting down",
            " "
        );

    public override bool Feed(byte[] input, Dice dice)
    {
        var whole = Read(input, () => input.Length);
        var pieces = Read(input, () => 1 + dice.Below(20));
        Require(whole == pieces, $"one way it is {whole}, in pieces {pieces}");
        return whole.Outcome is CommandOutcome.Accepted or CommandOutcome.InProgress or CommandOutcome.Rejected;
    }

    private CommandReply Read(byte[] input, Func<int> length)
    {
        var reader = new ReplyReader(_controller);
        var rest = input.AsSpan();
        while (rest.Length > 0)
        {
            var piece = rest[..Math.Min(rest.Length, length())];
            if (reader.Read(piece) is { } reply)
                return reply;

            rest = rest[piece.Length..];
        }

        _ = reader.AtTimeout(TimeSpan.FromSeconds(5));
        return reader.AtEnd("closed");
    }
}
