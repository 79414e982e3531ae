namespace IbkrAgent.Health;

/// <summary>What is good enough for who asks for the health.</summary>
/// <param name="RequireReady">a Gateway that is stopped on purpose is not.</param>
/// <param name="Strict">one that works, but not as it should, is not.</param>
public readonly record struct HealthDemand(bool RequireReady, bool Strict);
