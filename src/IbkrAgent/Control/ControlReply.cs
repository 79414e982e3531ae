namespace IbkrAgent.Control;

/// <summary>What came of asking the daemon.</summary>
public abstract record ControlReply<T>
{
    private ControlReply() { }

    /// <summary>No daemon: there is no socket, or nobody listens on it.</summary>
    public sealed record NotThere(string Detail) : ControlReply<T>;

    /// <summary>The socket is there, but not for this user.</summary>
    public sealed record NotPermitted(string Detail) : ControlReply<T>;

    /// <summary>The daemon did not answer in time, or not to the end, or not in the form this program knows.</summary>
    public sealed record NoAnswer(string Detail) : ControlReply<T>;

    /// <summary>The daemon answered that it will not.</summary>
    public sealed record Refused(OperatorAnswer Answer) : ControlReply<T>;

    public sealed record Answered(T Value) : ControlReply<T>;
}
