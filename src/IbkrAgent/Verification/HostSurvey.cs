using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Verification;

/// <summary>Looks at everything that a rule asks for, once. Changes nothing and sends nothing.</summary>
/// <param name="user">who runs the Gateway.</param>
internal sealed class HostSurvey(
    HostPaths paths,
    IController controller,
    string user,
    ControlClient daemon,
    TimeProvider clock
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="wanted">those of <paramref name="settings"/> that are looked at.</param>
    public async Task<HostFacts> LookAsync(
        AgentSettings settings,
        IReadOnlyList<GatewaySettings> wanted,
        CancellationToken cancellationToken
    )
    {
        var status = daemon.Status(Patience);
        var survey = new GatewaySurvey(settings, paths, controller, user, clock);
        List<GatewayFacts> gateways = [];
        foreach (var gateway in wanted)
            gateways.Add(await survey.LookAsync(gateway, status, cancellationToken));

        return new(clock.GetUtcNow(), gateways)
        {
            SettingsWarnings = [.. settings.Warnings.Select(warning => warning.ToString())],
            Files = await FileSurvey.LookAsync(
                [
                    (paths.Settings, FileSurvey.Open),
                    (paths.AlertSecrets, FileSurvey.Secret),
                    (paths.DependentSecrets, FileSurvey.Secret),
                ],
                cancellationToken
            ),
            Daemon = await UnitSurvey.LookAsync(UnitNames.Daemon, cancellationToken),
            DaemonVersion = status is ControlReply<StatusDocument>.Answered(var document)
                ? new Fact<string>.Known(document.Version)
                : new Fact<string>.Unknown($"asking the daemon: {status.Problem()}"),
            Version = CommandLine.Version,
            IsHandsOff = File.Exists(paths.HandsOff),
            Processes = ProcessSurvey.Take(),
            OpenPorts = NetworkSurvey.TakeOpenPorts(paths.NetworkTables),
            PacketFilter = await NetworkSurvey.LookAtFilterAsync(cancellationToken),
            OutsideAddresses = NetworkSurvey.FindOutsideAddresses(),
            IsClockSynchronised = await MachineSurvey.LookAtClockAsync(cancellationToken),
            MissingZones = MachineSurvey.FindMissingZones(wanted.SelectMany(ZonesOf)),
            Memory = MachineSurvey.TakeMemory(),
            Disks = MachineSurvey.TakeDisks([paths.States, paths.Gateways, "/var/log"]),
            IsJournalPersistent = MachineSurvey.TakeJournal(),
            StrayFiles = new StraySurvey(settings.Gateways.Select(gateway => gateway.Name)).Take(),
            Needrestart = MachineSurvey.TakeNeedrestart(),
            UnattendedUpgrades = await MachineSurvey.LookAtUpgradesAsync(cancellationToken),
            Channels = await ChannelSurvey.LookAsync(paths.SettingsDirectory, clock, cancellationToken),
        };
    }

    private static IEnumerable<TimeZoneInfo> ZonesOf(GatewaySettings settings) =>
        [settings.Program.TimeZone, settings.Schedule.TokenExpiry.Zone];
}
