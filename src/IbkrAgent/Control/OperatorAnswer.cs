namespace IbkrAgent.Control;

/// <summary>What came of a request: the exit status of the command that made it, and a sentence for its user.</summary>
public sealed record OperatorAnswer(int ExitStatus, string Message);
