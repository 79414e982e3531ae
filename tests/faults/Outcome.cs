namespace IbkrAgent.Faults;

/// <summary>What is right to come of a fault.</summary>
internal enum Outcome
{
    /// <summary>
    /// The agent does something, or waits for the right thing, and the Gateway is ready again by itself.
    /// </summary>
    Recovered,

    /// <summary>The agent stops before harm and tells a human.</summary>
    Escalated,

    /// <summary>
    /// The agent does nothing: nothing is wrong, it passes by itself, or it is the operator's affair.
    /// </summary>
    LeftAlone,
}
