using IbkrAgent.GatewaySim.Api;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>The stand-in's API alone, of a Gateway that is logged in to a paper account.</summary>
internal sealed class SimApi : IAsyncDisposable
{
    private readonly RecordedOutput _output = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;

    /// <param name="ini">settings of the controller.</param>
    public SimApi(params (string Key, string Value)[] ini)
    {
        Life = new(Scenario.Default.With("api_port", $"{Port}"));
        Life.Enter(GatewayStage.LoggedIn);
        var arguments = new JavaArguments("", "", "", null, "", "", new(""), "paper");
        var settings = new ControllerSettings(ini.ToDictionary(pair => pair.Key, pair => pair.Value), arguments, Life);
        var log = new ControllerLog(_output, TimeProvider.System);
        _running = new ApiPort(Life, new(settings), log, TimeProvider.System).RunAsync(_ending.Token);
    }

    public int Port { get; } = FreePort.Take();

    public GatewayLife Life { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Set(string key, string value) => Life.Apply(scenario => scenario.With(key, value));

    /// <summary>Switches a named scenario on.</summary>
    public void Use(string name) => Life.Apply(scenario => ScenarioCatalog.Apply(name, scenario));

    public async Task<TwsClient> ReadyClientAsync(int maxVersion = 176)
    {
        var client = await TwsClient.ConnectAsync(Port, Token, maxVersion: maxVersion);
        await client.BecomeReadyAsync(Token);
        return client;
    }

    /// <summary>A client that has its bootstrap behind it.</summary>
    public async Task<WireClient> WireClientAsync(int maxVersion = 176, int clientId = 7971)
    {
        var client = await WireClient.ConnectAsync(Port, maxVersion, clientId);
        await client.UntilAsync("2158");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _ending.Dispose();
        await _output.DisposeAsync();
    }
}
