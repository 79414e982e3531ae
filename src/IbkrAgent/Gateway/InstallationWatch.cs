using IbkrAgent.Controllers;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>Notices when something that a start needs comes, goes or changes on the host.</summary>
internal sealed class InstallationWatch(
    Live<AgentSettings> all,
    Live<GatewaySettings> settings,
    HostPaths paths,
    IController controller,
    TimeProvider clock,
    Action<SupervisorEvent> publish,
    ILogger logger
)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>While nothing is missing somebody may still correct a file; but most of the time nobody does.</summary>
    private static readonly TimeSpan CalmInterval = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the installation has been looked at for the first time.</summary>
    public Task Seen => _seen.Task;

    /// <summary>Publishes what is missing, and again after each change, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        (string, string)? told = null; // the controller's version file is among what the first one is of
        do
        {
            var installation = Installation.Inspect(all.Current, settings.Current, paths, controller);
            var missing = string.Join("; ", installation.Missing);
            if ((installation.Fingerprint, missing) != told)
            {
                told = (installation.Fingerprint, missing);
                logger.InstallationChanged(settings.Current.Name.ToString(), missing.Length > 0 ? missing : "complete");
                var program = new GatewayProgram(settings.Current.Program, controller, paths.Settings);
                var means = controller.Commands.MeansOf(program.FindControllerVersion());
                publish(new SupervisorEvent.InstallationObserved(clock.GetUtcNow(), missing, means));
            }

            timer.Period = missing.Length > 0 ? Interval : CalmInterval;
            _seen.TrySetResult();
        } while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
