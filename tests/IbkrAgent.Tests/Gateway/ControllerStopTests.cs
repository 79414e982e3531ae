using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

/// <summary>
/// Against real processes: a shell that waits for its child, as the controller's script waits for java.
/// </summary>
public sealed class ControllerStopTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly IbcController Ibc = new();

    private readonly List<string> _commands = [];
    private readonly List<string> _said = [];
    private readonly Process _script;
    private StopTimeouts _timeouts = new(Reply: Long, Stop: Long, Pause: Long, Signal: Long);

    public ControllerStopTests() => _script = Script("sleep 1000 & echo ready; wait");

    public void Dispose()
    {
        if (!_script.HasExited)
            _script.Kill(entireProcessTree: true);
        _script.Dispose();
    }

    [Theory]
    [InlineData("OK Shutting down: STOP command\n")]
    [InlineData("INFO IBC Command Server\r\nINFO Closing IBC\r\nOK Shutting down: STOP command\r\n")]
    [InlineData("ERROR STOP already in progress\n")]
    public async Task A_controller_that_obeys_is_waited_for(string reply)
    {
        await RunAsync(keepLogin: false, _ => (reply, Ends: true));

        Assert.True(HasEnded(_script));
        Assert.Equal(["STOP"], _commands);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task A_login_is_kept_by_pausing()
    {
        await RunAsync(keepLogin: true, _ => ("OK PAUSE in progress\nOK PAUSE at 11:45 PM\n", Ends: true));

        Assert.True(HasEnded(_script));
        Assert.Equal(["PAUSE"], _commands);
    }

    [Fact]
    public async Task A_controller_that_cannot_pause_is_stopped()
    {
        await RunAsync(
            keepLogin: true,
            command =>
                command == "PAUSE" ? ("ERROR Command invalid\n", Ends: false) : ("OK Shutting down\n", Ends: true)
        );

        Assert.True(HasEnded(_script));
        Assert.Equal(["PAUSE", "STOP"], _commands);
        Assert.Contains("refused PAUSE: Command invalid", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_controller_that_only_announces_the_pause_is_stopped()
    {
        using var peer = new ScriptedCommandPort(
            async (_, send) =>
            {
                await send("OK Shutting down\n");
                _script.Kill(entireProcessTree: true);
            }
        );
        var time = new ManualTime(Some.Instant);
        var isFirst = true;
        var port = new CommandPort(ConnectAsync, Ibc, Long, time);

        await StopAsync(_script, port, keepLogin: true);

        Assert.True(HasEnded(_script));
        Assert.Equal(["STOP"], peer.Commands);
        Assert.Contains("took PAUSE and does not do it", Assert.Single(_said), StringComparison.Ordinal);

        async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
        {
            if (isFirst)
            {
                isFirst = false;
                return new HangingStream("OK PAUSE in progress\n", () => time.Advance(Long));
            }

            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, peer.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }

    [Fact]
    public async Task A_connection_that_ends_without_an_answer_is_fine_when_the_Gateway_ends_too()
    {
        await RunAsync(keepLogin: false, _ => ("", Ends: true));

        Assert.True(HasEnded(_script));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task A_controller_that_hangs_loses_its_child_and_not_its_script()
    {
        _timeouts = _timeouts with { Reply = Short };

        await RunAsync(keepLogin: false, _ => (null, Ends: false));

        Assert.True(HasEnded(_script));
        Assert.Contains("hangs", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Gateway_that_says_OK_and_stays_is_ended_by_a_signal()
    {
        _timeouts = _timeouts with { Stop = Short };

        await RunAsync(keepLogin: false, _ => ("OK Shutting down: STOP command\n", Ends: false));

        Assert.True(HasEnded(_script));
        Assert.Contains("still runs", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Gateway_that_ignores_SIGTERM_is_killed()
    {
        using var deaf = Script("sh -c 'trap \"\" TERM; echo ready; while :; do sleep 1; done' & wait");
        _timeouts = _timeouts with { Stop = Short, Signal = Short };

        await RunAsync(deaf, keepLogin: false, _ => ("OK Shutting down: STOP command\n", Ends: false));

        await deaf.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Long, TestContext.Current.CancellationToken);
        Assert.Contains("SIGKILL", _said[1], StringComparison.Ordinal);
        Assert.False(HasEnded(_script));
    }

    [Fact]
    public async Task A_closed_port_leaves_the_stop_to_systemd()
    {
        var port = CommandPort.At(FreePort.Take(), Ibc, _timeouts.Reply, TimeProvider.System);

        await StopAsync(_script, port, keepLogin: false);
        await StopAsync(_script, port: null, keepLogin: false);

        Assert.False(HasEnded(_script));
        Assert.All(_said, line => Assert.Contains("systemd's SIGTERM", line, StringComparison.Ordinal));
        Assert.Equal(2, _said.Count);
    }

    private Task RunAsync(bool keepLogin, Func<string, (string? Reply, bool Ends)> answer) =>
        RunAsync(_script, keepLogin, answer);

    private Task RunAsync(Process script, bool keepLogin, Func<string, (string? Reply, bool Ends)> answer) =>
        RunAsync(
            script,
            keepLogin,
            async (command, send) =>
            {
                var (reply, ends) = answer(command);
                await (reply is null ? StaySilentAsync() : send(reply));
                if (ends)
                    script.Kill(entireProcessTree: true);
            }
        );

    private async Task RunAsync(Process script, bool keepLogin, Func<string, Func<string, Task>, Task> play)
    {
        using var peer = new ScriptedCommandPort(play);
        await StopAsync(script, CommandPort.At(peer.Port, Ibc, _timeouts.Reply, TimeProvider.System), keepLogin);
        _commands.AddRange(peer.Commands);
    }

    private async Task StopAsync(Process script, CommandPort? port, bool keepLogin)
    {
        var main = Assert.IsType<RunningProcess>(ProcessTree.Find(script.Id));
        var stop = new ControllerStop(port, Ibc, _timeouts, TimeProvider.System, _said.Add);
        await stop.RunAsync(main, keepLogin ? Ibc.Commands.Pause : null, TestContext.Current.CancellationToken);
    }

    private static Task StaySilentAsync() => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);

    /// <remarks>Its parent, which is this program, may not have taken the exit status yet.</remarks>
    private static bool HasEnded(Process process) => ProcessTree.Find(process.Id) is null;

    /// <summary>Returns when the shell said that its child runs.</summary>
    private static Process Script(string commands)
    {
        var start = new ProcessStartInfo("sh") { ArgumentList = { "-c", commands }, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }
}
