namespace IbkrAgent.Cli;

/// <summary>What a program left behind.</summary>
internal sealed record ChildOutcome(int Status, string Output, string Errors);
