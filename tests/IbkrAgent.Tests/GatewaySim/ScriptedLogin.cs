using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>A login script without its process, with credentials that the broker takes, and no delays.</summary>
internal sealed class ScriptedLogin : IDisposable
{
    private const string Password = "s3cret";

    private readonly TemporaryDirectory _settings = new();

    public ScriptedLogin() => Life = new(Quick);

    public Dictionary<string, string> Ini { get; } =
        new()
        {
            ["IbLoginId"] = "me",
            ["IbPassword"] = Password,
            ["TradingMode"] = "paper",
        };

    public RecordedOutput Output { get; } = new();

    public GatewayLife Life { get; private set; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public RestartFiles Files => new(_settings.Path, "0123abcd");

    /// <summary>What the controller said, without stamps.</summary>
    public string[] Texts =>
        [
            .. Output
                .Lines.Select(line => line.Split(" IBC: "))
                .Where(parts => parts.Length == 2)
                .Select(parts => parts[1]),
        ];

    private static Scenario Quick =>
        Scenario.Default.With([
            "window_delay_ms=0",
            "login_delay_ms=0",
            "refusal_delay_ms=0",
            "relogin_delay_ms=0",
            "api_delay_ms=0",
        ]);

    public void Dispose()
    {
        Assert.DoesNotContain(Output.Lines, line => line.Contains(Password, StringComparison.Ordinal));
        Output.Dispose();
        _settings.Dispose();
    }

    /// <summary>Begins with a scenario, before it runs.</summary>
    public void Steer(params string[] lines) => Life = new(Quick.With(lines));

    public Task RunAsync(CancellationToken cancellationToken, string? token = null, string version = "3.24.1")
    {
        var arguments = new JavaArguments("", _settings.Path, "0123abcd", token, "", "", new(""), "");
        var log = new ControllerLog(Output, Clock);
        var settings = new ControllerSettings(Ini, arguments, Life);
        var exit = new GatewayExit(Life, Files, new(version), log, Clock);
        var schedule = new GatewaySchedule(settings, Life, exit, Files, log, Clock);
        return new LoginScript(arguments, settings, Life, exit, schedule, log, Clock).RunAsync(cancellationToken);
    }
}
