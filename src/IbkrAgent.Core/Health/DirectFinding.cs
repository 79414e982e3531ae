namespace IbkrAgent.Health;

/// <summary>A verdict with its evidence, from one look without the daemon.</summary>
/// <param name="Reason">one line, lower case, no full stop.</param>
/// <param name="NextStep">what the operator can do; may be empty.</param>
public sealed record DirectFinding(Verdict Verdict, string Reason, string NextStep);
