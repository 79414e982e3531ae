using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tws;

/// <summary>Something the server said or did that changes what is known of a session.</summary>
public abstract record TwsEvent
{
    private TwsEvent() { }

    /// <summary>The versions are agreed; START_API waits to be sent.</summary>
    public sealed record VersionAgreed(ServerHello Hello) : TwsEvent;

    /// <summary>Next valid id and at least one account were named.</summary>
    public sealed record BecameReady : TwsEvent;

    /// <summary>The accounts were named again, after the session was ready.</summary>
    public sealed record AccountsNamed : TwsEvent;

    /// <summary>An error, warning or notice came.</summary>
    public sealed record Noticed(ErrorMessage Notice) : TwsEvent;

    /// <summary>The heartbeat was answered.</summary>
    public sealed record TimeTold(DateTimeOffset Time) : TwsEvent;

    /// <summary>The reading of the accounts that is under way has its last answer.</summary>
    public sealed record AccountAnswered : TwsEvent;

    /// <summary>The connection is over: closed, reset, or not TWS any more.</summary>
    public sealed record Closed(string Reason) : TwsEvent;
}
