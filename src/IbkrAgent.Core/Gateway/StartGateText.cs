namespace IbkrAgent.Gateway;

/// <summary>
/// How the start gate's answers begin; the daemon recognises them in the journal of the gateway's unit.
/// </summary>
public static class StartGateText
{
    /// <summary>Settings, programs or credentials are missing or wrong: no start helps until that is cured.</summary>
    public const string NotConfigured = "may-start: not configured: ";

    /// <summary>A latch or a budget forbids a login now.</summary>
    public const string Refused = "may-start: refused: ";

    /// <summary>A latch or a budget would forbid it, but the operator has taken over.</summary>
    public const string HandsOff = "may-start: hands off: would have refused: ";
}
