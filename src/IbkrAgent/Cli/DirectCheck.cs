using System.Collections.Immutable;
using IbkrAgent.Common;
using IbkrAgent.Daemon;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>What the files of the host add to a look without the daemon, before a restart.</summary>
internal static class DirectCheck
{
    /// <summary>Null: the settings have no such gateway, or cannot be read.</summary>
    public static CheckReport? Of(HostPaths paths, InstanceName gateway, DirectFinding finding, DateTimeOffset at) =>
        SettingsFiles.Load(paths) is SettingsOutcome.Loaded(var all) && all.Find(gateway) is { } settings
            ? RestartCheck.Of(finding, Refusal(paths, settings, at), Inhibitors(paths, settings, at), settings, at)
            : null;

    private static ImmutableArray<Inhibitor> Inhibitors(HostPaths paths, GatewaySettings settings, DateTimeOffset at) =>
        new InhibitorFile(paths.InhibitorFile(settings.Name)).Read(at).Book.Standing(at);

    private static string? Refusal(HostPaths paths, GatewaySettings settings, DateTimeOffset at) =>
        File.Exists(paths.HandsOff) ? $"hands off: {paths.HandsOff} exists"
        : settings.Mode == AgentMode.Observe ? "mode = observe: the agent does not act"
        : new StateFile(paths.StateFile(settings.Name)).RefusalOfLogin(settings, at);
}
