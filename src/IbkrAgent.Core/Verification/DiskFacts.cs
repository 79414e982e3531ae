namespace IbkrAgent.Verification;

/// <param name="Free">MiB for users other than root.</param>
public sealed record DiskFacts(string Path, long Free);
