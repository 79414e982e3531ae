namespace IbkrAgent.Health;

/// <summary>What the agent says about itself.</summary>
/// <param name="Since">when the daemon began.</param>
/// <param name="Complaint">what is wrong with the settings in the file, while older ones hold; else empty.</param>
public sealed record AgentReport(string Version, DateTimeOffset Since, string Complaint);
