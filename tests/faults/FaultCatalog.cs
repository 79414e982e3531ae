using IbkrAgent.Faults.Themes;

namespace IbkrAgent.Faults;

/// <summary>Every fault there is, by theme.</summary>
internal static class FaultCatalog
{
    public static readonly IReadOnlyList<(string Theme, IReadOnlyList<Fault> Faults)> Themes =
    [
        ("The Gateway's process", GatewayFaults.All),
        ("The API", ApiFaults.All),
        ("The login", LoginFaults.All),
        ("The line to the broker", NetworkFaults.All),
        ("The host", HostFaults.All),
        ("The agent itself", AgentFaults.All),
        ("The operator", OperatorFaults.All),
        ("Hold and settings", CommandFaults.All),
        ("Dependents", DependentFaults.All),
        ("The run window", ScheduleFaults.All),
        ("False alarms", FalseAlarms.All),
    ];

    public static readonly IReadOnlyList<Fault> All = [.. Themes.SelectMany(theme => theme.Faults)];
}
