using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>What answers would make of the operator's files.</summary>
/// <param name="Settings">as they would count; null when there are problems.</param>
/// <param name="Problems">why nothing can be changed; all of them.</param>
/// <param name="Changes">in the order in which they are made; nothing is done yet.</param>
internal sealed record Proposal(
    AgentSettings? Settings,
    IReadOnlyList<string> Problems,
    IReadOnlyList<FileChange> Changes
);
