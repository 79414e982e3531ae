using IbkrAgent.Logging;
using IbkrAgent.Settings;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Dependents;

/// <summary>Asks one gateway's dependents, each at its own time, whether they are well.</summary>
internal sealed class HealthWatch : IDisposable
{
    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;
    private readonly Func<string, bool> _isAsked;
    private readonly Action<DependentsEvent> _publish;
    private readonly List<HealthProbe> _probes = [];

    public HealthWatch(
        GatewaySettings settings,
        string? credentialsDirectory,
        TimeProvider clock,
        Func<string, bool> isAsked,
        Action<DependentsEvent> publish,
        ILogger logger
    )
    {
        (_interval, _clock, _isAsked, _publish) = (settings.Dependents.HealthInterval, clock, isAsked, publish);
        if (!DependentSecrets.TryRead(credentialsDirectory, out var secrets, out var unreadable))
            logger.HealthNotAsked(settings.Name.ToString(), "any dependent with a secret", unreadable);
        foreach (var health in settings.Dependents.Health)
        {
            // Somebody's mistake in a file is no reason to restart a service.
            if (DependentSecrets.HeadersOf(health, secrets, out var problem) is { } headers)
                _probes.Add(new(health, headers, settings.Dependents.HealthTimeout, clock));
            else
                logger.HealthNotAsked(settings.Name.ToString(), health.Service, problem);
        }
    }

    /// <summary>Asks until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll([
            Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken),
            .. _probes.Select(probe => AskAsync(probe, cancellationToken)),
        ]);

    public void Dispose()
    {
        foreach (var probe in _probes)
            probe.Dispose();
    }

    private async Task AskAsync(HealthProbe probe, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_interval, _clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            if (_isAsked(probe.Service))
            {
                var failure = await probe.AskAsync(cancellationToken);
                _publish(new DependentsEvent.HealthObserved(_clock.GetUtcNow(), probe.Service, failure));
            }
    }
}
