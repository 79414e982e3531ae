using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>
/// One look at a gateway without the daemon: settings, unit, one API session. Needs no secret and no privilege.
/// </summary>
/// <remarks>Two at once, or one beside the daemon, do not disturb each other: each has client ids of its own.</remarks>
/// <param name="readUnitAsync">asks systemd for a unit.</param>
internal sealed class DirectLook(
    HostPaths paths,
    IController controller,
    TimeProvider time,
    Func<string, TimeSpan, CancellationToken, Task<UnitReading>> readUnitAsync
)
{
    private static readonly TimeSpan ShortestProbe = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestUnitWait = TimeSpan.FromSeconds(5);

    /// <param name="gateway">null: main, or the only one there is.</param>
    /// <param name="timeout">for all of it; what is not answered by then is told as not answered. Null: as long as such
    /// a Gateway may need.</param>
    public async Task<DirectLookResult> LookAsync(
        InstanceName? gateway,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    ) =>
        SettingsFiles.Load(paths) switch
        {
            SettingsOutcome.Loaded(var settings) => settings.FindOrProblem(gateway, paths.Settings, out var problem)
                is { } found
                ? new DirectLookResult.Found(found.Name, await LookAsync(settings, found, timeout, cancellationToken))
                : new DirectLookResult.NoSuchGateway(problem),
            SettingsOutcome.Wrong(var problems) => new DirectLookResult.SettingsInvalid(problems),
            SettingsOutcome.Missing(var problem) => new DirectLookResult.Found(
                gateway ?? InstanceName.Main,
                new(Verdict.NotConfigured, problem.ToString(), "the manual's first steps lead to a first login")
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task<DirectFinding> LookAsync(
        AgentSettings all,
        GatewaySettings settings,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var unitName = UnitNames.GatewayService(settings.Name);
        var unitWait = TimeoutOption.Part(timeout, LongestUnitWait);
        var (unit, problem) = await readUnitAsync(unitName, unitWait, cancellationToken);
        if (DirectRules.OfUnit(unitName, unit) is { } stopped)
            return Missing(all, settings, unit) ?? stopped;

        var patience = timeout ?? DirectRules.Patience(unit, settings.Supervision.StartTimeout, time.GetUtcNow());
        var left = patience - time.GetElapsedTime(start);
        var timeouts = ApiTimeouts.Together(left > ShortestProbe ? left : ShortestProbe);
        var endpoint = ApiEndpoint.ForDirectCheck(settings.Api, Environment.ProcessId);
        var api = await new ApiProbe(endpoint, timeouts, time).RunAsync(cancellationToken);
        if (api is ApiStatus.Ready ready)
            api = new BrokerWitness(
                new PortTable(settings.Api.Port, paths.NetworkTables).ReadBrokerConnections
            ).Complete(ready, isAnswer: true);
        var finding = DirectRules.OfApi(unitName, unit, api, settings, time.GetUtcNow());
        return problem is null
            ? finding
            : finding with
            {
                Reason = $"{finding.Reason}; systemd does not tell the unit's state: {problem}",
            };
    }

    private DirectFinding? Missing(AgentSettings all, GatewaySettings settings, UnitStatus unit) =>
        unit is { IsDown: true, LoadState: "loaded" }
        && Installation.Inspect(all, settings, paths, controller).Missing is [var first, ..]
            ? new(Verdict.NotConfigured, first.What, first.NextStep)
            : null;
}
