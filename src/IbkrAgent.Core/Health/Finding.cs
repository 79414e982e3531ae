namespace IbkrAgent.Health;

/// <summary>A verdict with its evidence, one line, lower case, no full stop.</summary>
public sealed record Finding(Verdict Verdict, string Evidence);
