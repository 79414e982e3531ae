namespace IbkrAgent.Health;

/// <summary>No login until a human acknowledges, over restarts and reboots.</summary>
public sealed record Latch(string Why, DateTimeOffset Since, LatchKind Kind = LatchKind.LockedOut);

public enum LatchKind
{
    /// <summary>A further login could lock the account.</summary>
    LockedOut,

    /// <summary>Another session has the account, and a login would take it away from somebody.</summary>
    SessionConflict,
}
