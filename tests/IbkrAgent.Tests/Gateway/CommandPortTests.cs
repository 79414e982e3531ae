using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

/// <summary>Over a real connection; what the words mean is tested with the reader of the replies.</summary>
public sealed class CommandPortTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly IbcController Ibc = new();

    [Fact]
    public async Task A_command_is_one_line_and_its_answer_may_come_in_pieces()
    {
        using var peer = new ScriptedCommandPort(
            async (_, answer) =>
            {
                foreach (var piece in (string[])["OK RESTART in prog", "ress\nOK REST", "ART at 11:45 PM\n"])
                    await answer(piece);
            }
        );

        var reply = await SendAsync(peer, Ibc.Commands.Restart!, Long);

        Assert.Equal(new(CommandOutcome.Accepted, "RESTART at 11:45 PM"), reply);
        Assert.Equal(["RESTART"], peer.Commands);
    }

    [Fact]
    public async Task A_peer_that_is_not_accepted_gets_no_byte()
    {
        using var peer = new ScriptedCommandPort((_, _) => Task.CompletedTask, reads: false);

        var reply = await SendAsync(peer, Ibc.Commands.Stop, Long);

        Assert.Equal(CommandOutcome.Closed, reply.Outcome);
        Assert.EndsWith("without a byte", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", CommandOutcome.Silent)]
    [InlineData("INFO IBC Command Server\n", CommandOutcome.Silent)]
    [InlineData("IBC>", CommandOutcome.Silent)]
    // It waits for the login.
    [InlineData("OK PAUSE in progress\n", CommandOutcome.Announced)]
    public async Task A_controller_that_says_no_more_is_waited_for_until_the_time_is_over(
        string said,
        CommandOutcome outcome
    )
    {
        var time = new ManualTime(Some.Instant);
        var port = new CommandPort(
            _ => Task.FromResult<Stream>(new HangingStream(said, () => time.Advance(Long))),
            Ibc,
            Long,
            time
        );

        var reply = await port.SendAsync(Ibc.Commands.Pause!, TestContext.Current.CancellationToken);

        Assert.Equal(outcome, reply.Outcome);
    }

    [Fact]
    public async Task Endless_garbage_ends_with_the_time()
    {
        using var peer = new ScriptedCommandPort(
            async (_, answer) =>
            {
                while (true)
                    await answer(new string('x', 10_000));
            }
        );

        Assert.Equal(CommandOutcome.Silent, (await SendAsync(peer, Ibc.Commands.Stop, Short)).Outcome);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable()
    {
        var port = FreePort.Take();

        var reply = await CommandPort
            .At(port, Ibc, Long, TimeProvider.System)
            .SendAsync(Ibc.Commands.Stop, TestContext.Current.CancellationToken);

        Assert.Equal(CommandOutcome.Unreachable, reply.Outcome);
    }

    private static Task<CommandReply> SendAsync(
        ScriptedCommandPort peer,
        ControllerCommand command,
        TimeSpan timeout
    ) =>
        CommandPort
            .At(peer.Port, Ibc, timeout, TimeProvider.System)
            .SendAsync(command, TestContext.Current.CancellationToken);
}
