using System.Threading.Channels;

namespace IbkrAgent.Systemd.Bus;

/// <summary>One reader's stream of events, from creation to disposal.</summary>
/// <remarks>Unbounded: a unit changes a few times per run, and an event left out would be a state never seen.</remarks>
internal sealed class UnitSubscription(Action<UnitSubscription> closed) : IDisposable
{
    private readonly Channel<UnitEvent> _events = Channel.CreateUnbounded<UnitEvent>(new() { SingleReader = true });
    private readonly List<IDisposable> _matches = [];

    public ChannelReader<UnitEvent> Events => _events.Reader;

    public ChannelWriter<UnitEvent> Writer => _events.Writer;

    public void Add(IDisposable match) => _matches.Add(match);

    public void Dispose()
    {
        closed(this);
        foreach (var match in _matches)
            match.Dispose();

        _events.Writer.TryComplete();
    }
}
