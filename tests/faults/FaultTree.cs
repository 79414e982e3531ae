namespace IbkrAgent.Faults;

/// <summary>
/// The host on which every fault happens: package, stand-in, credentials, settings, somebody who gets alerts.
/// </summary>
internal static class FaultTree
{
    /// <summary>The budgets are the shipped ones; only the patience is shorter.</summary>
    private static readonly (string Key, string Value)[] ShortTimes =
    [
        ("heartbeat_interval", "2s"),
        // Longer than a loaded machine is deaf.
        ("heartbeat_timeout", "5s"),
        ("proof_duration", "6s"),
        // Longer than the second that a verdict has to last before it is told.
        ("restart_pause", "3s"),
        ("max_restart_pause", "3s"),
        ("start_timeout", "20s"),
        ("second_factor_timeout", "15s"),
        ("farm_debounce", "5s"),
        ("time_zone", "Etc/UTC"),
    ];

    /// <summary>Installed, set up and powered off; each fault has a copy of it.</summary>
    public static async Task<Container> BuildAsync(CancellationToken cancellationToken)
    {
        var tree = await Container.BootAsync("tree", on: null, cancellationToken);
        await Installation.InstallAsync(tree, cancellationToken);
        await Installation.AddStandInAsync(tree, cancellationToken);
        await AlertReceiver.AddAsync(tree);
        RunningAgent.SetUp(tree, ShortTimes);
        await tree.FreezeAsync(cancellationToken);
        return tree;
    }
}
