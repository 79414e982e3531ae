namespace IbkrAgent.Restarts;

/// <summary>One thing that was looked at before a restart.</summary>
/// <param name="Rule">its name, never reused for something else.</param>
/// <param name="Text">what was found; one line, lower case, no full stop.</param>
/// <param name="Key">the setting that says how much it counts; empty: none does.</param>
public sealed record CheckFinding(CheckRule Rule, CheckLevel Level, string Text, string Key = "");

/// <summary>How much a finding speaks against a restart now.</summary>
public enum CheckLevel
{
    Ok,

    /// <summary>Worth knowing; no reason to wait.</summary>
    Warn,

    /// <summary>It passes: later is better.</summary>
    Defer,

    /// <summary>Not before somebody, or something else, has changed it.</summary>
    Block,
}

/// <summary>What is looked at.</summary>
public enum CheckRule
{
    /// <summary>Whether there is a Gateway to restart, and whether it is wanted.</summary>
    Unit,
    Latch,
    Hold,
    Verdict,
    Memory,
    Orders,
    Positions,
    Clients,

    /// <summary>Whether somebody has asked that it waits.</summary>
    Inhibitors,
    Reset,

    /// <summary>Whether the Gateway is about to end or begin anew by its own clock.</summary>
    OwnClose,
    Budget,

    /// <summary>Whether the login after it will ask for the phone.</summary>
    Phone,
}
