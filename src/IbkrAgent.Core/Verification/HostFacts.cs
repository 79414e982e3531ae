using IbkrAgent.Gateway;
using IbkrAgent.Health;

namespace IbkrAgent.Verification;

/// <summary>What was found on the host, once.</summary>
/// <param name="Gateways">those that are looked at, in the order of the settings.</param>
public sealed record HostFacts(DateTimeOffset Now, IReadOnlyList<GatewayFacts> Gateways)
{
    /// <summary>Settings that are accepted and weaken a safety, a line each.</summary>
    public required IReadOnlyList<string> SettingsWarnings { get; init; }

    /// <summary>agent.ini and the secrets of the host.</summary>
    public required Fact<IReadOnlyList<FileFacts>> Files { get; init; }

    /// <summary>The daemon's unit.</summary>
    public required Fact<UnitFacts> Daemon { get; init; }

    /// <summary>The version of the daemon that runs; of this program it is <see cref="Version"/>.</summary>
    public required Fact<string> DaemonVersion { get; init; }

    public required string Version { get; init; }

    /// <summary>The file that makes every gateway observe is there.</summary>
    public required bool IsHandsOff { get; init; }

    public required Fact<IReadOnlyList<ProcessFacts>> Processes { get; init; }

    /// <summary>Every open port of TCP.</summary>
    public required Fact<IReadOnlyList<TcpRow>> OpenPorts { get; init; }

    /// <summary>What the packet filter does with a connection from elsewhere (<c>nft --json list ruleset</c>).</summary>
    public required Fact<PacketFilter> PacketFilter { get; init; }

    /// <summary>Addresses of this host that others may reach; none: nobody can.</summary>
    public required IReadOnlyList<string> OutsideAddresses { get; init; }

    public required Fact<bool> IsClockSynchronised { get; init; }

    /// <summary>Zones that the settings, the timers or the broker name, and that the host does not have.</summary>
    public required IReadOnlyList<string> MissingZones { get; init; }

    public required Fact<HostAmount> Memory { get; init; }

    public required Fact<IReadOnlyList<DiskFacts>> Disks { get; init; }

    /// <summary>The journal is kept over a reboot.</summary>
    public required Fact<bool> IsJournalPersistent { get; init; }

    /// <summary>Unit files, scripts and lines of cron that are not the package's and speak of a Gateway.</summary>
    public required Fact<IReadOnlyList<StrayFile>> StrayFiles { get; init; }

    /// <summary>The settings of needrestart; null: it is not installed.</summary>
    public required Fact<string?> Needrestart { get; init; }

    /// <summary>What <c>apt-config dump</c> says; null: unattended-upgrades is not installed.</summary>
    public required Fact<string?> UnattendedUpgrades { get; init; }

    /// <summary>Where alerts are to go.</summary>
    public required Fact<IReadOnlyList<ChannelFacts>> Channels { get; init; }

    /// <summary>The units that came with the package, of all gateways.</summary>
    public IEnumerable<Fact<UnitFacts>> AllUnits() =>
        [Daemon, .. Gateways.SelectMany(gateway => new[] { gateway.Unit, gateway.Display, gateway.Timer })];
}
