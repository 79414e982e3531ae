namespace IbkrAgent.Drill;

/// <summary>One line of the checklist that a new set-up goes through.</summary>
/// <param name="Title">what it shows, one line.</param>
/// <param name="Cost">what it disturbs: asked for before. Null: nothing.</param>
/// <param name="RunAsync">does it.</param>
internal sealed record DrillStep(string Title, string? Cost, Func<CancellationToken, Task<DrillOutcome>> RunAsync);

/// <param name="Evidence">what was seen, a few lines.</param>
internal sealed record DrillOutcome(DrillResult Result, string Evidence)
{
    public static DrillOutcome Of(bool passed, string evidence) =>
        new(passed ? DrillResult.Passed : DrillResult.Failed, evidence);

    public static DrillOutcome Left(string why) => new(DrillResult.LeftOut, why);
}

internal enum DrillResult
{
    Passed,
    Failed,
    LeftOut,
}
