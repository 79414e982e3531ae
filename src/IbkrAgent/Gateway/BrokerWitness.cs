using IbkrAgent.Tws;

namespace IbkrAgent.Gateway;

/// <summary>
/// Adds to what a session was told of the broker what the kernel shows of the Gateway's connections, while that
/// matters.
/// </summary>
/// <remarks>
/// A session that begins during an outage need not be told of it. Once it was seen with a live connection the witness
/// has done its part: a loss from then on is told to the session that is held. Not safe for use by several threads.
/// </remarks>
/// <param name="look">null: the connections cannot be seen, or show nothing.</param>
internal sealed class BrokerWitness(Func<BrokerConnections?> look)
{
    private BrokerConnections? _seen;
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

        if (_seen is not { Live: > 0 } && (isAnswer || isNews))
            _seen = Look();

        return ready with
        {
            Connections = _seen,
        };
    }

    public void EndSession() => (_seen, _word) = (null, UpstreamWord.None);

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
