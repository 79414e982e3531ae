namespace IbkrAgent.Health;

/// <summary>No login until a human acknowledges, over restarts and reboots.</summary>
/// <param name="NotBefore">the broker wants no login before; an acknowledgement is refused until then. Null: it named
/// no time.</param>
public sealed record Latch(
    string Why,
    DateTimeOffset Since,
    LatchKind Kind = LatchKind.LockedOut,
    DateTimeOffset? NotBefore = null
);

public enum LatchKind
{
    /// <summary>A further login could lock the account.</summary>
    LockedOut,

    /// <summary>Another session has the account, and a login would take it away from somebody.</summary>
    SessionConflict,
}
