namespace IbkrAgent.Restarts;

/// <summary>What the check says of a restart that is made now, in one line.</summary>
/// <param name="Why">what speaks against it; empty when nothing does.</param>
public sealed record CheckBrief(CheckOutcome Outcome, string Why)
{
    /// <summary>Null when there is nothing to restart.</summary>
    public static CheckBrief? Of(CheckReport check) => check.IsRunning ? new(check.Outcome, check.Why) : null;
}
