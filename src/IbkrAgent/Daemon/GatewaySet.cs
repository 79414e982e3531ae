using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Settings;

namespace IbkrAgent.Daemon;

/// <summary>The gateways of the host, in the order of the settings; they come and go with their sections.</summary>
/// <remarks>Other settings are applied by one at a time; everything else is callable from any thread.</remarks>
internal sealed class GatewaySet : IDisposable
{
    private readonly DaemonParts _daemon;
    private readonly Live<AgentSettings> _settings;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Member[] _members;
    private CancellationToken _stopping;

    /// <param name="settings">replaced by <see cref="ApplyAsync"/> alone.</param>
    public GatewaySet(Live<AgentSettings> settings, DaemonParts daemon)
    {
        (_daemon, _settings) = (daemon, settings);
        _members = [.. settings.Current.Gateways.Select(Create)];
    }

    public IReadOnlyList<GatewayReport> Reports => [.. _members.Select(member => member.Runtime.Report)];

    /// <summary>Completes when all that are there now have settled.</summary>
    public Task WhenSettledAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_members.Select(member => member.Runtime.Settled)).WaitAsync(cancellationToken);

    /// <summary>A report changed. Raised on a supervisor's loop; must not block.</summary>
    public event Action? Reported;

    /// <summary>Null when there is none of that name.</summary>
    public GatewayRuntime? Find(InstanceName name) =>
        _members.FirstOrDefault(member => member.Runtime.Name == name)?.Runtime;

    /// <summary>Completes when every supervisor has worked through everything that was there before.</summary>
    public Task PingAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_members.Select(member => member.Runtime.PingAsync(cancellationToken)));

    /// <summary>Runs until cancelled. A gateway that fails takes the others with it, and this fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        foreach (var member in _members)
            member.Running = RunAsync(member.Runtime);
        try
        {
            await _failed.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            var members = _members;
            foreach (var member in members)
                member.Runtime.End();
            await Task.WhenAll(members.Select(member => member.Running));
        }
    }

    /// <summary>Other settings count from now on: gateways begin, change and end, and nobody is restarted.</summary>
    /// <returns>What changed, for people.</returns>
    public async Task<string> ApplyAsync(AgentSettings next)
    {
        var before = _members;
        var alertsChange = next.Alerts != _settings.Current.Alerts;
        Member[] added = [.. next.Gateways.Where(gateway => Find(gateway.Name) is null).Select(Create)];
        _settings.Replace(next);
        Member[] changed =
        [
            .. before.Where(member => next.Find(member.Runtime.Name) is { } own && member.Runtime.TryApply(own)),
        ];
        Member[] gone = [.. before.Where(member => next.Find(member.Runtime.Name) is null)];

        _members =
        [
            .. next.Gateways.Select(gateway =>
                before.Concat(added).First(member => member.Runtime.Name == gateway.Name)
            ),
        ];
        foreach (var member in added)
            member.Running = RunAsync(member.Runtime);
        foreach (var member in gone)
            await EndAsync(member);

        return Describe(alertsChange, changed, added, gone);
    }

    public void Dispose()
    {
        foreach (var member in _members)
            member.Runtime.Dispose();
    }

    private Member Create(GatewaySettings gateway) =>
        new(new GatewayRuntime(_settings, gateway, _daemon), () => Reported?.Invoke());

    private async Task RunAsync(GatewayRuntime runtime)
    {
        var running = runtime.RunAsync(_stopping);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.Exception is { } exception)
            _failed.TrySetException(exception);
    }

    private async Task EndAsync(Member member)
    {
        member.Runtime.End();
        await member.Running;
        member.Runtime.Dispose();
        _daemon.Logger.GatewayLeft(member.Runtime.Name.ToString());
    }

    private static string Describe(bool alertsChange, Member[] changed, Member[] added, Member[] gone)
    {
        IEnumerable<string> changes =
        [
            .. alertsChange ? ["alerts have other settings"] : Array.Empty<string>(),
            .. changed.Select(member => $"{member.Runtime.Name} has other settings"),
            .. added.Select(member => $"{member.Runtime.Name} begins"),
            .. gone.Select(member => $"{member.Runtime.Name} is left alone, and its Gateway as it is"),
        ];
        var text = string.Join("; ", changes);
        return text.Length > 0 ? text : "nothing changed";
    }

    private sealed class Member
    {
        public Member(GatewayRuntime runtime, Action reported)
        {
            Runtime = runtime;
            runtime.Reported += _ => reported();
        }

        public GatewayRuntime Runtime { get; }

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
