using IbkrAgent.Health;

namespace IbkrAgent.Verification;

/// <param name="Why">the verdict's evidence, in one line.</param>
public sealed record VerdictFacts(Verdict Verdict, string Why);
