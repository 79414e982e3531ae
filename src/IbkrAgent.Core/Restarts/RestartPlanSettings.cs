namespace IbkrAgent.Restarts;

/// <summary>The operator's choices for restarts by the clock.</summary>
/// <param name="LookAhead">how long before the timer elapses it is said what will happen.</param>
/// <param name="Deferral">how long a restart that is not safe is put off.</param>
/// <param name="LookAgain">how soon one that is put off is looked at again.</param>
/// <param name="AtDeadline">what becomes of it then.</param>
/// <param name="LateAfter">how long a restarted Gateway may take until it is ready.</param>
public sealed record RestartPlanSettings(
    TimeSpan LookAhead,
    TimeSpan Deferral,
    TimeSpan LookAgain,
    RestartAtDeadline AtDeadline,
    TimeSpan LateAfter
);

/// <summary>What becomes of a restart that was not safe until its deadline.</summary>
public enum RestartAtDeadline
{
    /// <summary>It is left out until the timer elapses again, and told.</summary>
    Skip,

    /// <summary>It is made, unless something forbids it.</summary>
    Restart,

    /// <summary>A human is asked to make it.</summary>
    Ask,
}
