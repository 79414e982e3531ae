namespace IbkrAgent.Alerts;

/// <summary>What became of a unit after it had failed.</summary>
public enum FailureOutcome
{
    /// <summary>Too early to say.</summary>
    Undecided,

    /// <summary>It runs again, and has for some time.</summary>
    Back,

    /// <summary>Somebody has stopped it meanwhile.</summary>
    Stopped,

    /// <summary>The daemon runs, and tells of this by alerts of its own.</summary>
    ToldByDaemon,

    /// <summary>systemd does not start it again.</summary>
    GivenUp,

    /// <summary>systemd starts it again and again, or it does not come up.</summary>
    KeepsFailing,
}
