using System.Net.Sockets;
using System.Text;
using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Control;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Launch;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>The start script and its java processes inside the test process, on a clock that runs fast.</summary>
internal sealed class SimLoop : IAsyncDisposable
{
    public const string Launch = "Starting Gateway with this command:";

    private const int Speed = 100;

    private readonly TemporaryDirectory _root = new();
    private readonly int _commandPort = FreePort.Take();
    private volatile GatewayLife? _life;
    private Task<int>? _script;
    private volatile bool _isDisposed;

    public SimLoop(string tradingMode = "live", string version = "3.24.1")
    {
        Directory.CreateDirectory(SettingsPath);
        _root.Write("ibc/version", version);
        _root.Write(
            "config.ini",
            $"""
            IbLoginId=me
            IbPassword=s3cret
            TradingMode={tradingMode}
            CommandServerPort={_commandPort}
            BindAddress=127.0.0.1
            """
        );
        Keep(scenario => scenario.With("api_port", $"{ApiPort}"));
    }

    public RecordedOutput Output { get; } = new();

    public int ApiPort { get; } = FreePort.Take();

    public int Launches => Output.CountOf(Launch);

    public bool IsRunning => _script is { IsCompleted: false };

    public GatewayLife Life => _life!;

    private string SettingsPath => Path.Combine(_root.Path, "settings");

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _life?.End(ExitStatus.Terminated);
        if (_script is not null)
            await ((Task)_script).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        await Output.DisposeAsync();
        _root.Dispose();
    }

    public void Keep(Func<Scenario, Scenario> change) => ScenarioFile.Keep(SettingsPath, change);

    public void KeepScenario(string name) => Keep(scenario => ScenarioCatalog.Apply(name, scenario));

    /// <summary>Starts the script, again with what the last run left behind.</summary>
    public void Start()
    {
        var arguments = LaunchArguments
            .Parse(
                [
                    "10.45.1j",
                    $"--ibc-path={Path.Combine(_root.Path, "ibc")}",
                    $"--ibc-ini={Path.Combine(_root.Path, "config.ini")}",
                    $"--tws-settings-path={SettingsPath}",
                ],
                _root.Path
            )
            .SteeredBy(ScenarioFile.Load(SettingsPath));
        _script = new ControllerScript(arguments, "0123abcd", RunJavaAsync, Output).RunAsync();
    }

    public Task<int> EndAsync(CancellationToken cancellationToken) => _script!.WaitAsync(cancellationToken);

    /// <summary>Waits until these were said, in this order; other lines may stand between them.</summary>
    public async Task UntilSaidAsync(string[] parts, CancellationToken cancellationToken)
    {
        var at = 0;
        foreach (var part in parts)
            at = 1 + await Output.FindAsync(part, at, cancellationToken);
    }

    public Task UntilLoggedInAsync(CancellationToken cancellationToken, int count = 1) =>
        Output.WaitForAsync("Configuration tasks completed", cancellationToken, count);

    /// <summary>Steers the java that runs.</summary>
    public async Task<string> ControlAsync(params string[] command)
    {
        await using var answer = new StringWriter();
        var arguments = ControlArguments.Parse(["--settings-path", SettingsPath, .. command]);
        Assert.Equal(ExitStatus.Ended, await ControlClient.RunAsync(arguments, answer, TimeProvider.System));
        return answer.ToString();
    }

    /// <summary>Says a command on the command port, and returns what came back until its end.</summary>
    public async Task<string> CommandAsync(string command, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _commandPort, cancellationToken);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"{command}\n"), cancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private Task<int> RunJavaAsync(JavaArguments java)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _life = new(ScenarioFile.Load(SettingsPath));
        if (_isDisposed)
            _life.End(ExitStatus.Terminated);

        return new GatewayProcess(java, _life, Output, new FastTime(Speed)).RunAsync();
    }
}
