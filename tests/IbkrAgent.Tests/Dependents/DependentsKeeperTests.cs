using IbkrAgent.Dependents;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using static IbkrAgent.Tests.Systemd.Bus.BusScene;

namespace IbkrAgent.Tests.Dependents;

public sealed class DependentsKeeperTests : IDisposable
{
    private const string Target = "ibkr-api-ready.target";

    private readonly TemporaryDirectory _root = new();

    public DependentsKeeperTests() => _root.Write("run/ibkr-agent/other", "");

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Other_dependents_are_kept_after_a_change_and_those_that_run_are_left_so()
    {
        await using var scene = await StartAsync();
        scene.Systemd.AddService(Target)["ActiveState"] = "active";
        scene.Systemd.AddService("bot.service")["ActiveState"] = "active";
        scene.Systemd.AddService("more.service");
        var settings = With("bot.service");
        using var keeper = new DependentsKeeper(
            () =>
                new(
                    settings,
                    new(_root.Path),
                    scene.Units,
                    null,
                    _ => { },
                    _ => { },
                    TimeProvider.System,
                    new RecordingLogger()
                ),
            () => Some.Report(Verdict.Ready)
        );
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = keeper.RunAsync(ending.Token);
        keeper.Hear(Some.Report(Verdict.Ready));
        await Eventually.HoldsAsync(() => keeper.Reports is [{ State: "active" }]);

        settings = With("bot.service", "more.service");
        keeper.Change();

        Assert.Equal(["more.service", "replace"], (await scene.Systemd.NextCallAsync("RestartUnit")).Arguments);
        await Eventually.HoldsAsync(() => keeper.Reports is [{ State: "active" }, _]);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static GatewaySettings With(params string[] services) =>
        Some.Settings with
        {
            Dependents = Some.Dependents with { Services = [.. services] },
        };
}
