namespace IbkrAgent.Systemd.Sockets;

/// <summary>A Unix socket that could not be reached, or a connection that broke.</summary>
public sealed class UnixConnectionException(UnixFailure failure, SystemdException inner)
    : Exception(inner.Message, inner)
{
    public UnixFailure Failure { get; } = failure;
}

/// <summary>What a caller may want to tell apart.</summary>
public enum UnixFailure
{
    /// <summary>The peer ended the connection, or something failed that is not expected to.</summary>
    Broken,
    NoSuchSocket,
    NobodyListens,
    NotPermitted,

    /// <summary>The listener's queue is full, or the peer does not answer, for longer than the limit.</summary>
    TooLate,
}
