using System.Text;
using IbkrAgent.Bundles;
using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Settings;

namespace IbkrAgent.Verification;

/// <summary>Looks at one gateway: its files, its units, what the daemon says.</summary>
/// <param name="all">the settings of the host, because gateways can be in each other's way.</param>
internal sealed class GatewaySurvey(
    AgentSettings all,
    HostPaths paths,
    IController controller,
    string user,
    TimeProvider clock
)
{
    private const int SomeRestarts = 3;

    /// <param name="status">what the daemon answered.</param>
    public async Task<GatewayFacts> LookAsync(
        GatewaySettings settings,
        ControlReply<StatusDocument> status,
        CancellationToken cancellationToken
    )
    {
        var name = settings.Name;
        var program = new GatewayProgram(settings.Program, controller, paths.Settings);
        var directory = paths.GatewayDirectory(name);
        var unit = await UnitSurvey.LookAsync(UnitNames.GatewayService(name), cancellationToken);
        return new(settings)
        {
            Orders = OrdersReport.Of(
                OrdersLook.Next(paths, settings),
                OrdersLook.FindMark(paths, name),
                unit is Fact<UnitFacts>.Known { Value: var known } && known["ActiveState"] == "active"
                    ? known["InvocationID"]
                    : null
            ),
            Controller = Look.At(() =>
            {
                var path = paths.ControllerSettings(name);
                return new ControllerIni(path, PropertiesText.Read(File.ReadAllText(path, Encoding.Latin1)));
            }),
            MissingProgram = [.. program.FindMissing()],
            ControllerVersion = program.FindControllerVersion(),
            Heap = Look.At(() =>
                program.FindVersion() is { } ? JavaOptionsText.FindHeap(program.ReadJavaOptions()) : null
            ),
            MissingCredentials = Look.At<IReadOnlyList<MissingPart>>(() =>
                Environment.IsPrivilegedProcess
                    ? [.. Installation.MissingOfCredentials(paths.Credentials(name))]
                    : throw new IOException($"only root can read {paths.Credentials(name)}")
            ),
            PortQuarrels = Look.At<IReadOnlyList<MissingPart>>(() =>
            {
                using (File.OpenRead(paths.ControllerSettings(name)))
                    return [.. new PortClaims(all, paths, controller).FindMissing(settings)];
            }),
            Files = await FileSurvey.LookAsync(
                [
                    (paths.ControllerSettings(name), FileSurvey.ReadBy(user)),
                    (paths.Credentials(name), FileSurvey.Secret),
                ],
                cancellationToken
            ),
            GatewaySettings = Look.At(() =>
                File.Exists(Path.Combine(directory, "jts.ini"))
                    ? ForeignFile.ReadEnd(directory, Path.Combine(directory, "jts.ini"))
                    : null
            ),
            RestartFiles = Look.At<IReadOnlyList<string>>(() =>
                Directory.Exists(directory)
                    ?
                    [
                        .. Directory
                            .EnumerateDirectories(directory)
                            .Select(below => Path.Combine(below, "autorestart"))
                            .Where(File.Exists),
                    ]
                    : []
            ),
            Unit = unit,
            Display = await UnitSurvey.LookAsync(UnitNames.DisplayService(name), cancellationToken),
            Timer = await UnitSurvey.LookAsync(UnitNames.RestartTimer(name), cancellationToken),
            Restarts = (
                await RestartTimes.ReadAsync(UnitNames.RestartTimer(name), SomeRestarts, cancellationToken)
            ).Times,
            BrokerRoute = settings.Watch.BrokerHost is { Length: > 0 } host
                ? new Fact<string>.Known(await RouteAsync(host, cancellationToken))
                : null,
            Verdict = VerdictOf(settings, status),
        };
    }

    private async Task<string> RouteAsync(string host, CancellationToken cancellationToken)
    {
        var problem = await Reachability.FindProblemAsync(host, clock, cancellationToken);
        return problem is null ? "" : $"{host} takes no connection: {problem}";
    }

    private static Fact<VerdictFacts> VerdictOf(GatewaySettings settings, ControlReply<StatusDocument> status) =>
        status is not ControlReply<StatusDocument>.Answered(var document)
            ? new Fact<VerdictFacts>.Unknown($"asking the daemon: {status.Problem()}")
        : document.Gateways.FirstOrDefault(report => report.Name == settings.Name.ToString()) is { } report
            ? new Fact<VerdictFacts>.Known(new(report.Verdict, report.Reason))
        : new Fact<VerdictFacts>.Unknown($"the daemon does not know {settings.Name}: ibkr-agent reload");
}
