using System.Text;
using IbkrAgent.Gateway;

namespace IbkrAgent.Controllers;

/// <summary>Finds the answer to one command in what the command port sends, into whatever pieces it is cut.</summary>
/// <remarks>Needs the memory of one line, whatever comes: a longer line answers nothing.</remarks>
public sealed class ReplyReader(IController controller)
{
    private const int LongestLine = 512;

    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private bool _hasAny;
    private CommandReply? _announced;

    /// <summary>Takes the next bytes; null until they complete the answer.</summary>
    public CommandReply? Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            _hasAny = true;
            if (b != '\n')
                Append(b);
            else if (EndLine() is { } reply)
                return reply;
        }

        return null;
    }

    /// <summary>The controller closed the connection: an announced command is under way.</summary>
    /// <param name="why">how the connection ended.</param>
    public CommandReply AtEnd(string why) =>
        EndLine()
        ?? (
            _announced is { } announced ? announced with { Outcome = CommandOutcome.Accepted }
            : _hasAny ? new(CommandOutcome.Closed, $"{why}, without an answer")
            : new(CommandOutcome.Closed, $"{why}, without a byte")
        );

    /// <summary>The time is over: an announced command waits for something.</summary>
    public CommandReply AtTimeout(TimeSpan timeout) =>
        _announced ?? new(CommandOutcome.Silent, $"no answer within {timeout.TotalSeconds:0.#} s");

    private void Append(byte b)
    {
        if (_length < LongestLine)
            _line[_length] = b;
        if (_length <= LongestLine)
            _length++;
    }

    private CommandReply? EndLine()
    {
        var reply = _length <= LongestLine ? controller.ReadReply(Encoding.Latin1.GetString(_line, 0, _length)) : null;
        _length = 0;
        if (reply is not { Outcome: CommandOutcome.Announced })
            return reply;

        _announced = reply;
        return null;
    }
}
