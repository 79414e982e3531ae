using System.Text;
using System.Text.Json;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Bundles;

/// <summary>All parts of a bundle, in the order in which they are read.</summary>
/// <param name="gateways">of the settings, and others of which there is something on the host.</param>
internal sealed class BundleParts(
    HostPaths paths,
    IController controller,
    ControlClient daemon,
    SettingsOutcome outcome,
    IReadOnlyList<InstanceName> gateways,
    BundlePeriod period
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DaemonPatience = TimeSpan.FromSeconds(5);

    private readonly AgentSettings? _settings = (outcome as SettingsOutcome.Loaded)?.Settings;

    public IEnumerable<BundlePart> All() =>
        [
            BundlePart.Of("status.json", Status),
            BundlePart.Of("verdicts.txt", () => JournalText.OfVerdicts(UnitNames.Daemon, period)),
            new("versions.txt", ReadVersionsAsync),
            BundlePart.Of("files.txt", () => FilesText.Of(paths)),
            .. Settings(),
            .. gateways.SelectMany(StateOf),
            .. Outboxes(),
            .. Units().SelectMany(Unit),
            .. gateways.SelectMany(gateway => GatewayLogs.Of(paths, gateway, period)),
        ];

    private IEnumerable<BundlePart> Settings()
    {
        var problems = outcome.Problems();
        if (problems.Count > 0)
            yield return BundlePart.Of("settings/problems.txt", () => string.Join('\n', problems) + "\n");
        yield return BundlePart.Of("settings/agent.ini", () => File.ReadAllText(paths.Settings));
        yield return Keys("settings/alerts.env.txt", paths.AlertSecrets);
        yield return Keys("settings/dependents.env.txt", paths.DependentSecrets);
        foreach (var name in gateways)
        {
            yield return Keys($"settings/{name}/credentials.env.txt", paths.Credentials(name));
            yield return BundlePart.OfMasked(
                $"settings/{name}/config.ini.txt",
                () => SettingsMask.ControllerSettings(File.ReadAllText(paths.ControllerSettings(name), Encoding.Latin1))
            );
            yield return BundlePart.OfMasked(
                $"settings/{name}/config.ini.rendered.txt",
                () =>
                    SettingsMask.ControllerSettings(
                        ForeignFile.ReadEnd(paths.RunningGateways, paths.RenderedControllerSettings(name))
                    )
            );
        }
    }

    private static BundlePart Keys(string name, string path) =>
        BundlePart.OfMasked(name, () => SettingsMask.EnvironmentFile(File.ReadAllText(path)));

    private IEnumerable<BundlePart> StateOf(InstanceName name)
    {
        var directory = paths.StateDirectory(name);
        return Directory.Exists(directory)
            ? Directory
                .EnumerateFiles(directory)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    BundlePart.Of(
                        $"state/{name}/{Path.GetFileName(file)}",
                        () => ForeignFile.ReadEnd(paths.States, file)
                    )
                )
            : [BundlePart.Of($"state/{name}", () => throw new IOException($"there is no {directory}"))];
    }

    /// <summary>What the channels have not told yet.</summary>
    private IEnumerable<BundlePart> Outboxes() =>
        Directory.Exists(paths.States)
            ? Directory
                .EnumerateFiles(paths.States, Path.GetFileName(paths.Outbox("*")))
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    BundlePart.Of($"state/{Path.GetFileName(file)}", () => ForeignFile.ReadEnd(paths.States, file))
                )
            : [];

    private IEnumerable<string> Units() =>
        [
            UnitNames.Daemon,
            UnitNames.DaemonReporter,
            .. gateways.SelectMany(name =>
                new[]
                {
                    UnitNames.GatewayService(name),
                    UnitNames.DisplayService(name),
                    UnitNames.RestartTimer(name),
                    UnitNames.RestartService(name),
                    UnitNames.ReadyTarget(name),
                }
            ),
            .. (_settings?.Gateways ?? []).SelectMany(gateway => gateway.Dependents.Services).Distinct(),
        ];

    private IEnumerable<BundlePart> Unit(string unit) =>
        [
            BundlePart.Of($"units/{unit}/journal.txt", () => JournalText.Of(unit, period)),
            Systemctl($"units/{unit}/properties.txt", "show", unit),
            Systemctl($"units/{unit}/files.txt", "cat", unit),
        ];

    private static BundlePart Systemctl(string name, string verb, string unit) =>
        new(
            name,
            async cancellationToken =>
                UnitMask.Of(
                    await ChildProgram.ReadAsync(["systemctl", verb, "--no-pager", unit], Patience, cancellationToken)
                )
        );

    private async Task<MaskedText> ReadVersionsAsync(CancellationToken cancellationToken) =>
        new(await new VersionsText(paths, controller, _settings).ReadAsync(cancellationToken), 0);

    private string Status()
    {
        var reply = daemon.Status(DaemonPatience);
        return reply is ControlReply<StatusDocument>.Answered(var status)
            ? JsonSerializer.Serialize(status, ControlJson.Default.StatusDocument) + "\n"
            : throw new IOException($"the daemon did not answer: {reply.Problem()}");
    }
}
