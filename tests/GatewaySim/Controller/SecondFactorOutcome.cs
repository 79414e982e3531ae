namespace IbkrAgent.GatewaySim.Controller;

/// <summary>What came of the second factor.</summary>
internal enum SecondFactorOutcome
{
    Passed,

    /// <summary>The controller logs in once more.</summary>
    TryAgain,

    /// <summary>The process ends.</summary>
    Ended,
}
