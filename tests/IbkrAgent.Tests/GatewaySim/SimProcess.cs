using System.Diagnostics;
using System.Globalization;
using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Control;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>The stand-in as the agent's unit runs it: installed, and started by its <c>ibcstart.sh</c>.</summary>
internal sealed class SimProcess : IDisposable
{
    private const string Version = "10.45.1j";

    private readonly TemporaryDirectory _root = new();
    private Process? _script;

    public SimProcess()
    {
        Directory.CreateDirectory(SettingsPath);
        Keep("api_port", ApiPort.ToString(CultureInfo.InvariantCulture));
        WriteIni("IbLoginId=me", "IbPassword=s3cret", "TradingMode=paper");
    }

    public int ApiPort { get; } = FreePort.Take();

    public RecordedOutput Output { get; } = new();

    /// <summary>What the start script finds in its environment; no display unless it is named here.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    private string SettingsPath => Path.Combine(_root.Path, "settings");

    /// <summary>What the script says on standard error.</summary>
    public RecordedOutput Errors { get; } = new();

    private string Optional => Path.Combine(_root.Path, "opt");

    private string IniPath => Path.Combine(_root.Path, "config.ini");

    public void Dispose()
    {
        _script?.Kill(entireProcessTree: true);
        _script?.WaitForExit();
        _script?.Dispose();
        Output.Dispose();
        Errors.Dispose();
        _root.Dispose();
    }

    public void Keep(string key, string value) =>
        ScenarioFile.Keep(SettingsPath, scenario => scenario.With(key, value));

    public void KeepScenario(string name) =>
        ScenarioFile.Keep(SettingsPath, scenario => ScenarioCatalog.Apply(name, scenario));

    public void WriteIni(params string[] lines) => File.WriteAllLines(IniPath, lines);

    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "gateway-sim");
        using var install = Process.Start(executable, ["install", "--root", _root.Path]);
        await install.WaitForExitAsync(cancellationToken);
        Assert.Equal(ExitStatus.Ended, install.ExitCode);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        Resume();
    }

    /// <summary>Starts the script again, with what the last run left behind.</summary>
    public void Resume()
    {
        var start = new ProcessStartInfo(
            Path.Combine(Optional, "ibc", "scripts", "ibcstart.sh"),
            [
                Version,
                "-g",
                $"--tws-path={Optional}",
                $"--tws-settings-path={SettingsPath}",
                $"--ibc-path={Path.Combine(Optional, "ibc")}",
                $"--ibc-ini={IniPath}",
                "--on2fatimeout=exit",
            ]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("DISPLAY");
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;

        _script = Process.Start(start)!;
        _script.OutputDataReceived += (_, line) => Output.WriteLine(line.Data ?? "");
        _script.ErrorDataReceived += (_, line) => Errors.WriteLine(line.Data ?? "");
        _script.BeginOutputReadLine();
        _script.BeginErrorReadLine();
    }

    public Task UntilLoggedInAsync(CancellationToken cancellationToken, int count = 1) =>
        Output.WaitForAsync("Configuration tasks completed", cancellationToken, count);

    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _script!.WaitForExitAsync(cancellationToken);
        return _script.ExitCode;
    }

    /// <summary>The one java process below the script.</summary>
    public async Task<int> JavaIdAsync(CancellationToken cancellationToken) =>
        await FindChildIdAsync(_script!.Id, cancellationToken)
        ?? throw new InvalidOperationException("no java runs below the script");

    /// <summary>The process below another, if there is one.</summary>
    public static async Task<int?> FindChildIdAsync(int processId, CancellationToken cancellationToken)
    {
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            var children = await File.ReadAllTextAsync(Path.Combine(thread, "children"), cancellationToken);
            if (int.TryParse(children.Split(' ')[0], out var child))
                return child;
        }

        return null;
    }

    /// <summary>Sends TERM with each login attempt: one that meets a java which just ends by itself is lost.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        var ended = EndAsync(cancellationToken);
        while (!ended.IsCompleted)
        {
            var attempt = Output.WaitForAsync("Login attempt", cancellationToken, Output.CountOf("Login attempt") + 1);
            await SignalScriptAsync("TERM", cancellationToken);
            await Task.WhenAny(ended, attempt);
        }

        return await ended;
    }

    public Task SignalScriptAsync(string signal, CancellationToken cancellationToken) =>
        SignalAsync(signal, _script!.Id, cancellationToken);

    public static async Task SignalAsync(string signal, int processId, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {processId}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Steers it, and returns what it answered.</summary>
    public async Task<string> ControlAsync(params string[] command)
    {
        await using var answer = new StringWriter();
        var arguments = ControlArguments.Parse(["--settings-path", SettingsPath, .. command]);
        Assert.Equal(ExitStatus.Ended, await ControlClient.RunAsync(arguments, answer, TimeProvider.System));
        return answer.ToString();
    }
}
