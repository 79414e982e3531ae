namespace IbkrAgent.Season.World;

/// <summary>The operator's phone, and whether what it asks for was needed.</summary>
internal sealed class Phone(Host host)
{
    private string? _why = "nobody had logged in yet";

    /// <summary>Something happened to the Gateway after which only a full login helps.</summary>
    public string NeedLogin(string why)
    {
        _why ??= why;
        return why;
    }

    /// <summary>A login was approved: no further one is needed, until something happens again.</summary>
    public void Settle() => _why = null;

    /// <summary>What had happened is over.</summary>
    public void Settle(string why)
    {
        if (_why == why)
            _why = null;
    }

    /// <summary>A tap: each request counts as one, whether it is answered or not.</summary>
    public void Ring(GatewayProcess gateway)
    {
        var why = _why ?? (host.Broker.KnowsLogin ? null : "the broker had forgotten its logins");
        host.Referee.OnTap(host.Time.Now, why);
        if (host.Operator.AnswersAfter() is { } wait)
            host.Time.After(wait, gateway.Approve);
    }
}
