using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Bundles;

/// <summary>The gateways of which there is something on this host, also when agent.ini cannot be used.</summary>
internal static class GatewaysOnHost
{
    public static IReadOnlyList<InstanceName> Find(HostPaths paths, SettingsOutcome outcome)
    {
        var named = (outcome as SettingsOutcome.Loaded)?.Settings.Gateways.Select(gateway => gateway.Name) ?? [];
        var seen = named.Concat(Directories(paths.SettingsDirectory)).Concat(Directories(paths.States)).Distinct();
        return [.. seen.DefaultIfEmpty(InstanceName.Main)];
    }

    private static IEnumerable<InstanceName> Directories(string path)
    {
        if (!Directory.Exists(path))
            yield break;

        foreach (var directory in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
            if (InstanceName.TryParse(Path.GetFileName(directory), out var name))
                yield return name;
    }
}
