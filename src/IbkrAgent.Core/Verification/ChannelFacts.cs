namespace IbkrAgent.Verification;

/// <param name="Problem">why its host takes no connection; null: it does.</param>
public sealed record ChannelFacts(string Name, string? Problem);
