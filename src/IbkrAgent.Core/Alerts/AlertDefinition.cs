namespace IbkrAgent.Alerts;

/// <summary>A kind of alert.</summary>
/// <param name="Code">never renamed: people filter by it.</param>
/// <param name="Title">follows the gateway's name: "Gateway main TITLE".</param>
/// <param name="Means">when it comes, for the operator's table.</param>
/// <param name="Runbook">what the operator does then.</param>
public sealed record AlertDefinition(string Code, AlertSeverity Severity, string Title, string Means, string Runbook)
{
    /// <summary>How long the condition must last before it is worth a message.</summary>
    public TimeSpan VisibleAfter { get; init; }

    /// <summary>What it usually comes from; empty: the text says it.</summary>
    public string LikelyCauses { get; init; } = "";

    /// <summary>The codes that are its consequences: once it was told, they are not, within the same incident.</summary>
    public IReadOnlyList<string> Hides { get; init; } = [];
}
