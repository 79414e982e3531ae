using IbkrAgent.Tws;

namespace IbkrAgent.Gateway;

/// <summary>
/// Adds to what a session was told of the broker what the kernel shows of the Gateway's connections, while that
/// matters.
/// </summary>
/// <remarks>
/// A session that begins during an outage need not be told of it, and a connection that is dead and idle looks alive
/// until something is sent on it: so it is looked for some answers more. From then on the witness has done its part: a
/// later loss is told to the session that is held. Not safe for use by several threads.
/// </remarks>
/// <param name="look">null: the connections cannot be seen, or show nothing.</param>
internal sealed class BrokerWitness(Func<BrokerConnections?> look)
{
    /// <summary>Five minutes, when the heartbeats are half a minute apart: no connection stays idle that long.</summary>
    private const int LeastLooks = 10;

    private BrokerConnections? _seen;
    private int _looks;
    private UpstreamWord _word;
    private bool _isMisleading;

    /// <param name="isAnswer">the status goes with an answered heartbeat: a moment to look again.</param>
    public ApiStatus.Ready Complete(ApiStatus.Ready ready, bool isAnswer)
    {
        var isNews = ready.Word != _word;
        _word = ready.Word;
        if (_isMisleading || ready.UpstreamLost is not null)
            return ready;

        if (ready.Word == UpstreamWord.Later)
        {
            // The broker is there this moment: when no connection shows, none ever will, as behind a proxy.
            _isMisleading = isNews && Look() is { Live: 0, Unanswered: 0 };
            return ready;
        }

        if ((isAnswer || isNews) && (_seen is not { Live: > 0 } || _looks < LeastLooks))
        {
            _seen = Look();
            _looks++;
        }

        return ready with
        {
            Connections = _seen,
        };
    }

    public void EndSession() => (_seen, _looks, _word) = (null, 0, UpstreamWord.None);

    /// <summary>The next run of the unit may have another way to the broker.</summary>
    public void EndRun() => _isMisleading = false;

    private BrokerConnections? Look()
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // said by those who look at the port
        }
    }
}
