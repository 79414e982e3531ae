using IbkrAgent.Supervision;

namespace IbkrAgent.Restarts;

/// <summary>What became of the last restart that the agent made.</summary>
/// <param name="Intent">its id; a later one has a higher one.</param>
/// <param name="At">when it was decided.</param>
/// <param name="Why">what it was made for.</param>
/// <param name="Text">what is known of it so far; one line.</param>
public sealed record RestartReport(
    long Intent,
    DateTimeOffset At,
    RestartCause Cause,
    string Why,
    RestartOutcome Outcome,
    string Text
)
{
    /// <summary>What is not as before in the accounts, all of it; empty when nothing is, or it could not be compared.</summary>
    public string Differences { get; init; } = "";

    public static RestartReport Begin(long intent, DateTimeOffset at, RestartCause cause, string why) =>
        new(intent, at, cause, why, RestartOutcome.UnderWay, "the Gateway is being restarted");
}

/// <summary>Whether a restart did what it was made for.</summary>
public enum RestartOutcome
{
    /// <summary>The Gateway is not ready yet, or the accounts are not read yet.</summary>
    UnderWay,

    /// <summary>A new process is ready, and the accounts are as they were.</summary>
    Proved,

    /// <summary>A new process is ready, and something in the accounts is not as it was.</summary>
    Different,

    /// <summary>A new process is ready, and the accounts, which had been read before, could not be read again.</summary>
    Unproved,

    /// <summary>It was not ready in time; what it became afterwards is in the text.</summary>
    Late,

    /// <summary>It did not come up, or was stopped.</summary>
    Failed,
}
