using IbkrAgent.Alerts;
using IbkrAgent.Cli;
using IbkrAgent.Health;

namespace IbkrAgent.Verification;

/// <summary>Clock, memory, disks, journal, and what the host does to itself at night.</summary>
internal static class MachineSurvey
{
    private const int Mebi = 1024 * 1024;
    private const string Zones = "/usr/share/zoneinfo";
    private const string ExchangeZone = "America/New_York";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Task<Fact<bool>> LookAtClockAsync(CancellationToken cancellationToken) =>
        Look.AtAsync(async () =>
            (
                await ChildProgram.ReadAsync(
                    ["timedatectl", "show", "--property=NTPSynchronized", "--value"],
                    Patience,
                    cancellationToken
                )
            ).Trim() == "yes"
        );

    public static IReadOnlyList<string> FindMissingZones(IEnumerable<TimeZoneInfo> named) =>
        [
            .. named
                .Select(zone => zone.Id)
                .Append(ExchangeZone)
                .Distinct()
                .Where(id => !File.Exists(Path.Combine(Zones, id))),
        ];

    public static Fact<HostAmount> TakeMemory() =>
        HostReader.ReadMemory() is { } memory
            ? new Fact<HostAmount>.Known(memory)
            : new Fact<HostAmount>.Unknown("the kernel does not say how much memory there is");

    public static Fact<IReadOnlyList<DiskFacts>> TakeDisks(IEnumerable<string> paths) =>
        Look.At<IReadOnlyList<DiskFacts>>(() =>
            [
                .. paths
                    .Where(Directory.Exists)
                    .Select(path => new DiskFacts(path, new DriveInfo(path).AvailableFreeSpace / Mebi)),
            ]
        );

    /// <summary>Where journald writes now, and not where it is told to (systemd-journald.service(8)).</summary>
    public static Fact<bool> TakeJournal() =>
        Look.At(() =>
        {
            var id = File.ReadAllText("/etc/machine-id").Trim();
            return Directory.Exists($"/var/log/journal/{id}") && !File.Exists($"/run/log/journal/{id}/system.journal");
        });

    public static Fact<string?> TakeNeedrestart() =>
        Look.At(() =>
            !File.Exists("/usr/sbin/needrestart")
                ? null
                : string.Join(
                    '\n',
                    Directory
                        .EnumerateFiles("/etc/needrestart", "*.conf", SearchOption.AllDirectories)
                        .Select(File.ReadAllText)
                )
        );

    public static Task<Fact<string?>> LookAtUpgradesAsync(CancellationToken cancellationToken) =>
        Look.AtAsync(async () =>
            File.Exists("/usr/bin/unattended-upgrade")
                ? await ChildProgram.ReadAsync(["apt-config", "dump"], Patience, cancellationToken)
                : null
        );
}
