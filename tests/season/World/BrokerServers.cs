namespace IbkrAgent.Season.World;

/// <summary>The broker as seen from the host: reachable or not, and the login that it knows.</summary>
internal sealed class BrokerServers(Timeline time)
{
    private int _outages;

    /// <summary>Reachable again, or not any more.</summary>
    public event Action? Changed;

    public bool IsReachable => _outages == 0;

    /// <summary>When somebody logged in by the phone last.</summary>
    public DateTimeOffset? LoginSince { get; set; }

    /// <summary>What was stored of that login is still good.</summary>
    public bool KnowsLogin => LoginSince >= NewYork.LastExpiry(time.Now);

    /// <summary>The line or the servers are away for so long.</summary>
    public void GoAway(TimeSpan lasts)
    {
        _outages++;
        if (_outages == 1)
            Changed?.Invoke();
        time.After(lasts, ComeBack);
    }

    private void ComeBack()
    {
        _outages--;
        if (_outages == 0)
            Changed?.Invoke();
    }
}
