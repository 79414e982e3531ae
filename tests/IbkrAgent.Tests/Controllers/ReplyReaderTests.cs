using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Controllers;

/// <summary>Answers as IBC was seen to give them.</summary>
public sealed class ReplyReaderTests
{
    private static readonly IbcController Ibc = new();
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>What is sent before the connection is closed, and what it comes to.</summary>
    public static TheoryData<string, CommandOutcome, string> Conversations =>
        new()
        {
            { "OK Shutting down: STOP command\n", CommandOutcome.Accepted, "Shutting down: STOP command" },
            { "OK Shutting down\r\n", CommandOutcome.Accepted, "Shutting down" },
            // A trailing blank, and a prompt after it.
            { "OK \nIBC>", CommandOutcome.Accepted, "" },
            { "OK\n", CommandOutcome.Accepted, "" },
            { "ERROR Command invalid\nIBC>", CommandOutcome.Rejected, "Command invalid" },
            { "ERROR STOP already in progress\n", CommandOutcome.InProgress, "STOP already in progress" },
            // A greeting and remarks.
            {
                "INFO IBC Command Server\nINFO Closing IBC\nOK Shutting down: STOP command\n",
                CommandOutcome.Accepted,
                "Shutting down: STOP command"
            },
            // Two answers: the second one says when.
            { "OK PAUSE in progress\nOK PAUSE at 11:45 PM\n", CommandOutcome.Accepted, "PAUSE at 11:45 PM" },
            {
                "INFO Restarting TWS\nOK RESTART in progress\nOK RESTART at 04:31 PM\n",
                CommandOutcome.Accepted,
                "RESTART at 04:31 PM"
            },
            { "OK RESTART in progress\n", CommandOutcome.Accepted, "RESTART in progress" },
            { "OK PAUSE in progress\nERROR no main window\n", CommandOutcome.Rejected, "no main window" },
            // Cut off, or not the controller at all.
            { "OK Shutting do", CommandOutcome.Accepted, "Shutting do" },
            { "", CommandOutcome.Closed, "closed, without a byte" },
            { "IBC>", CommandOutcome.Closed, "closed, without an answer" },
            { "INFO Closing IBC\n", CommandOutcome.Closed, "closed, without an answer" },
            { "HTTP/1.1 400 Bad Request\r\n\r\n", CommandOutcome.Closed, "closed, without an answer" },
            { "OKAY\nERRORS\nok fine\n", CommandOutcome.Closed, "closed, without an answer" },
        };

    [Theory]
    [MemberData(nameof(Conversations))]
    public void An_answer_is_found_however_it_is_cut(string sent, CommandOutcome outcome, string text)
    {
        var expected = new CommandReply(outcome, text);

        Assert.Equal(expected, Converse(sent, pieces: 1));
        Assert.Equal(expected, Converse(sent, pieces: 3));
        Assert.Equal(expected, Converse(sent, pieces: sent.Length));
    }

    [Theory]
    [InlineData("", CommandOutcome.Silent)]
    [InlineData("IBC>", CommandOutcome.Silent)]
    [InlineData("OK Shutting down", CommandOutcome.Silent)]
    // Before the login is complete the second answer never comes.
    [InlineData("OK PAUSE in progress\n", CommandOutcome.Announced)]
    public void Without_the_rest_in_time_nothing_is_accepted(string sent, CommandOutcome outcome)
    {
        var reader = new ReplyReader(Ibc);

        Assert.Null(reader.Read(Encoding.Latin1.GetBytes(sent)));
        Assert.Equal(outcome, reader.AtTimeout(Timeout).Outcome);
    }

    [Fact]
    public void A_line_that_is_too_long_answers_nothing_and_hides_nothing()
    {
        var reader = new ReplyReader(Ibc);
        var garbage = Encoding.Latin1.GetBytes("OK " + new string('x', 100_000));
        reader.Read(garbage);

        // What the runtime may allocate by itself is less than one line.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            Assert.Null(reader.Read(garbage));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, garbage.Length);

        Assert.Null(reader.Read("\n"u8));
        Assert.Equal(new(CommandOutcome.Accepted, "done"), reader.Read("OK done\n"u8));
    }

    [Fact]
    public void No_bytes_throw() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[][]>(),
                pieces =>
                {
                    var reader = new ReplyReader(Ibc);
                    var isAnswered = pieces.Any(piece =>
                        reader.Read([.. piece ?? [], (byte)'\n', (byte)'O']) is not null
                    );
                    return isAnswered || (reader.AtTimeout(Timeout) is not null && reader.AtEnd("closed") is not null);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static CommandReply Converse(string sent, int pieces)
    {
        var reader = new ReplyReader(Ibc);
        var bytes = Encoding.Latin1.GetBytes(sent);
        foreach (var piece in bytes.Chunk(Math.Max(1, bytes.Length / Math.Max(1, pieces))))
        {
            if (reader.Read(piece) is { } reply)
                return reply;
        }

        return reader.AtEnd("closed");
    }
}
