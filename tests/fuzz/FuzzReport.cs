namespace IbkrAgent.Fuzz;

/// <summary>What came of a run.</summary>
/// <param name="Findings">one of each kind, in no order.</param>
internal sealed record FuzzReport(long Inputs, IReadOnlyList<Finding> Findings, IReadOnlyList<TargetCount> Targets);

/// <summary>How often a target was fed, and how often it took the input for what it is meant for.</summary>
internal sealed record TargetCount(string Target, long Inputs, long Accepted);
