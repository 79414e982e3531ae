using System.Net;
using System.Net.Sockets;
using System.Text;
using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class CommandPortTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly TemporaryDirectory _settings = new();
    private readonly RecordedOutput _output = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<string, string> _ini = new() { ["BindAddress"] = "127.0.0.1" };
    private readonly int _port = FreePort.Take();
    private readonly GatewayLife _life;
    private Task _running = Task.CompletedTask;

    public CommandPortTests()
    {
        _ini["CommandServerPort"] = $"{_port}";
        _life = new(Scenario.Default.With("stop_delay_ms", "0").With("restart_delay_ms", "0"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _ending.Dispose();
        await _output.DisposeAsync();
        _settings.Dispose();
    }

    [Theory(Timeout = Deadline)]
    [InlineData("EXIT\n", "OK Goodbye\n")]
    [InlineData("exit\r\n", "OK Goodbye\n")]
    // blank lines are not answered, commands are not trimmed
    [InlineData("\n\nEXIT\n", "OK Goodbye\n")]
    [InlineData("STOP \nEXIT\n", "ERROR Command invalid\nOK Goodbye\n")]
    [InlineData("RESUME\nEXIT\n", "ERROR Command invalid\nOK Goodbye\n")]
    [InlineData("ENABLEAPI\nEXIT\n", "ERROR ENABLEAPI is not valid for the IB Gateway\nOK Goodbye\n")]
    [InlineData("RECONNECTDATA\nEXIT\n", "OK \nOK Goodbye\n")]
    public async Task Replies_are_those_of_the_real_one(string sent, string replies)
    {
        _life.Enter(GatewayStage.LoggedIn);

        Assert.Equal(replies, await ConverseAsync(sent));
    }

    [Fact(Timeout = Deadline)]
    public async Task Information_and_prompt_come_when_the_ini_wants_them()
    {
        _ini["SuppressInfoMessages"] = "no";
        _ini["CommandPrompt"] = "> ";

        var replies = await ConverseAsync("X\nEXIT\n");

        Assert.Equal("INFO IBC Command Server\nERROR Command invalid\n> OK Goodbye\n", replies);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_stop_before_the_login_halts_at_once()
    {
        Assert.Equal("OK Shutting down: STOP command\n", await ConverseAsync("STOP\n"));

        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        await _output.WaitForAsync("CommandServer received command: STOP", Token);
        await _output.WaitForAsync("Login has not completed: exiting immediately", Token);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_stop_after_the_login_closes_by_the_menu()
    {
        _life.Enter(GatewayStage.LoggedIn);

        await ConverseAsync("STOP\n");

        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        await _output.WaitForAsync("Login has completed: exiting via [File, Close] menu", Token);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_hung_window_accepts_a_stop_once_and_stays()
    {
        _life.Enter(GatewayStage.LoggedIn);
        _life.Apply(scenario => scenario.With("window", "hung"));

        Assert.Equal("OK Shutting down: STOP command\n", await ConverseAsync("STOP\n"));
        Assert.Equal("ERROR STOP already in progress\n", await ConverseAsync("STOP\n"));
        Assert.False(_life.Ended.IsCompleted);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("RESTART", false)]
    [InlineData("PAUSE", true)]
    public async Task A_restart_answers_twice_and_leaves_a_token(string command, bool pauses)
    {
        _life.Enter(GatewayStage.LoggedIn);

        var replies = await ConverseAsync($"{command}\n");

        Assert.Matches($@"^OK {command} in progress\nOK {command} at \d\d:\d\d [AP]M\n$", replies);
        Assert.Equal(ExitStatus.Ended, await _life.Ended);
        Assert.Single(Files().FindTokens());
        Assert.Equal(pauses, Files().TakePause());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_restart_before_the_login_waits_for_it()
    {
        var replies = ConverseAsync("RESTART\n");
        await _output.WaitForAsync("CommandServer received command: RESTART", Token);
        Assert.False(replies.IsCompleted);

        _life.Enter(GatewayStage.LoggedIn);

        Assert.Contains("OK RESTART at", await replies, StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline)]
    public async Task An_older_controller_cannot_pause() =>
        Assert.Equal("ERROR Command invalid\nOK Goodbye\n", await ConverseAsync("PAUSE\nEXIT\n", "3.23.0"));

    [Fact(Timeout = Deadline)]
    public async Task Reconnecting_data_before_the_main_window_is_fatal()
    {
        await ConverseAsync("RECONNECTDATA\n");

        Assert.Equal(76, await _life.Ended);
    }

    [Fact(Timeout = Deadline)]
    public async Task A_busy_port_is_logged_and_done_without()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port);
        other.Start();

        Start("3.24.1");
        await _output.WaitForAsync("CommandServer failed to create socket", Token);
        await _running;

        _running = Task.FromCanceled(new(canceled: true));
    }

    [Fact(Timeout = Deadline)]
    public async Task A_stranger_is_closed_without_a_byte()
    {
        _ini["BindAddress"] = "";
        _ini["SuppressInfoMessages"] = "no";

        Assert.Equal("", await ConverseAsync("", from: IPAddress.Parse("127.0.0.2")));
    }

    private async Task<string> ConverseAsync(string text, string version = "3.24.1", IPAddress? from = null)
    {
        if (_running.IsCompleted)
            Start(version);

        using var client = new TcpClient(new IPEndPoint(from ?? IPAddress.Loopback, 0));
        await client.ConnectAsync(IPAddress.Loopback, _port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }

    private void Start(string version)
    {
        var settings = new ControllerSettings(_ini, new("", "", "", null, "", "", new(""), "paper"));
        var log = new ControllerLog(_output, TimeProvider.System);
        var exit = new GatewayExit(_life, Files(), log, TimeProvider.System);
        var once = new CommandDialogue.StopOnce();
        var port = new CommandPort(
            settings,
            _life,
            log,
            stream => new(stream, settings, new(version), _life, exit, once, log, TimeProvider.System)
        );
        _running = port.RunAsync(_ending.Token);
    }

    private RestartFiles Files() => new(_settings.Path, "0123abcd");
}
