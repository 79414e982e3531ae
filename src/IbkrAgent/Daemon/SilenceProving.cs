using IbkrAgent.Gateway;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>Runs the silence proof when the supervisor asks for it; its outcome comes back as an event.</summary>
internal sealed class SilenceProving(
    Live<GatewaySettings> settings,
    ApiMonitor monitor,
    TimeProvider clock,
    Action<SupervisorEvent> publish,
    ILogger logger
) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Proves or disproves. While a proof is under way its outcome counts, and no second one begins.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
            return;

        try
        {
            await ProveAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ProofFailed(settings.Current.Name.ToString(), exception);
            publish(
                new SupervisorEvent.ProofFinished(clock.GetUtcNow(), SilenceVerdict.OthersServed, "the proof failed")
            );
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task ProveAsync(CancellationToken cancellationToken)
    {
        var (api, duration) = (settings.Current.Api, settings.Current.Supervision.ProofDuration);
        var proof = new SilenceProof(
            ApiEndpoint.ForProof(api),
            new PortTable(api.Port),
            () => monitor.LocalPort,
            clock
        );
        var (outcome, detail) = await proof.RunAsync(duration, cancellationToken) switch
        {
            SilenceProofResult.Answered answered => (
                SilenceVerdict.Answered,
                Health.HealthRules.Describe(answered.Status)
            ),
            SilenceProofResult.OthersMoving others => (SilenceVerdict.OthersServed, others.Detail),
            _ => (SilenceVerdict.Proved, $"no fresh handshake was answered in {duration.TotalSeconds:0.#} s"),
        };
        logger.SilenceProved(settings.Current.Name.ToString(), outcome, detail);
        publish(new SupervisorEvent.ProofFinished(clock.GetUtcNow(), outcome, detail));
    }
}
