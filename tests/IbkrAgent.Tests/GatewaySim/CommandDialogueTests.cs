using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class CommandDialogueTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly ListeningCommandPort _port = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _port.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [InlineData("EXIT\n", "OK Goodbye\n")]
    [InlineData("exit\r\n", "OK Goodbye\n")]
    // blank lines are not answered, commands are not trimmed
    [InlineData("\n \nEXIT\n", "OK Goodbye\n")]
    [InlineData("STOP \nEXIT\n", "ERROR Command invalid\nOK Goodbye\n")]
    [InlineData("RESUME\nEXIT\n", "ERROR Command invalid\nOK Goodbye\n")]
    [InlineData("ENABLEAPI\nEXIT\n", "ERROR ENABLEAPI is not valid for the IB Gateway\nOK Goodbye\n")]
    [InlineData("RECONNECTDATA\nEXIT\n", "OK \nOK Goodbye\n")]
    [InlineData("ReconnectAccount\nEXIT\n", "OK \nOK Goodbye\n")]
    public async Task Replies_are_those_of_the_real_one(string sent, string replies)
    {
        _port.Life.Enter(GatewayStage.LoggedIn);

        Assert.Equal(replies, await _port.ConverseAsync(sent, Token));
    }

    [Fact(Timeout = Deadline)]
    public async Task Information_and_prompt_come_when_the_ini_wants_them()
    {
        _port.Ini["SuppressInfoMessages"] = "no";
        _port.Ini["CommandPrompt"] = "> ";

        var replies = await _port.ConverseAsync("X\n\nEXIT\n", Token);

        Assert.Equal("INFO IBC Command Server\nERROR Command invalid\n> > OK Goodbye\n", replies);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("STOP\n", "INFO Closing IBC\nOK Shutting down: STOP command\n")]
    [InlineData("RESTART\n", "INFO Restarting TWS\nOK RESTART in progress\nOK RESTART at ")]
    [InlineData("PAUSE\n", "INFO Pausing TWS\nOK PAUSE in progress\nOK PAUSE at ")]
    public async Task Information_precedes_the_answer(string sent, string replies)
    {
        _port.Ini["SuppressInfoMessages"] = "no";
        _port.Life.Enter(GatewayStage.LoggedIn);

        var received = await _port.ConverseAsync(sent, Token);

        Assert.StartsWith($"INFO IBC Command Server\n{replies}", received, StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_stop_before_the_login_halts_at_once()
    {
        Assert.Equal("OK Shutting down: STOP command\n", await _port.ConverseAsync("STOP\n", Token));

        Assert.Equal(ExitStatus.Ended, await _port.Life.Ended);
        await _port.Output.WaitForAsync("CommandServer received command: STOP", Token);
        await _port.Output.WaitForAsync("Login has not completed: exiting immediately", Token);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_stop_after_the_login_closes_by_the_menu()
    {
        _port.Life.Enter(GatewayStage.LoggedIn);

        await _port.ConverseAsync("STOP\n", Token);

        Assert.Equal(ExitStatus.Ended, await _port.Life.Ended);
        await _port.Output.WaitForAsync("Login has completed: exiting via [File, Close] menu", Token);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_hung_window_accepts_a_stop_once_and_stays()
    {
        _port.Life.Enter(GatewayStage.LoggedIn);
        _port.Life.Apply(scenario => scenario.With("window", "hung"));

        Assert.Equal("OK Shutting down: STOP command\n", await _port.ConverseAsync("STOP\n", Token));
        Assert.Equal("ERROR STOP already in progress\n", await _port.ConverseAsync("STOP\n", Token));
        Assert.False(_port.Life.Ended.IsCompleted);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("RESTART", false)]
    [InlineData("PAUSE", true)]
    public async Task A_restart_answers_twice_and_leaves_a_token(string command, bool pauses)
    {
        _port.Life.Enter(GatewayStage.LoggedIn);

        var replies = await _port.ConverseAsync($"{command}\n", Token);

        Assert.Matches($@"^OK {command} in progress\nOK {command} at \d\d:\d\d [AP]M\n$", replies);
        Assert.Equal(ExitStatus.Ended, await _port.Life.Ended);
        Assert.Single(_port.Files.FindTokens());
        Assert.Equal(pauses, _port.Files.TakePause());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_second_restart_is_an_error()
    {
        _port.Life.Enter(GatewayStage.LoggedIn);
        _port.Life.Apply(scenario => scenario.With("window", "hung"));

        await _port.ConverseAsync("RESTART\n", Token);

        Assert.Equal("ERROR PAUSE already in progress\n", await _port.ConverseAsync("PAUSE\n", Token));
    }

    [Fact(Timeout = Deadline)]
    public async Task Reconnecting_the_account_waits_for_the_main_window()
    {
        var replies = _port.ConverseAsync("RECONNECTACCOUNT\nEXIT\n", Token);
        await _port.Output.WaitForAsync("CommandServer received command: RECONNECTACCOUNT", Token);
        Assert.False(replies.IsCompleted);

        _port.Life.BeginAttempt();

        Assert.Equal("OK \nOK Goodbye\n", await replies);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_restart_before_the_login_waits_for_it()
    {
        var replies = _port.ConverseAsync("RESTART\n", Token);
        await _port.Output.WaitForAsync("CommandServer received command: RESTART", Token);
        Assert.False(replies.IsCompleted);

        _port.Life.Enter(GatewayStage.LoggedIn);

        Assert.Contains("OK RESTART at", await replies, StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline)]
    public async Task An_older_controller_cannot_pause() =>
        Assert.Equal(
            "ERROR Command invalid\nOK Goodbye\n",
            await _port.ConverseAsync("PAUSE\nEXIT\n", Token, "3.23.0")
        );

    [Fact(Timeout = Deadline)]
    public async Task Reconnecting_data_before_the_main_window_is_fatal()
    {
        await _port.ConverseAsync("RECONNECTDATA\n", Token);

        Assert.Equal(76, await _port.Life.Ended);
    }
}
