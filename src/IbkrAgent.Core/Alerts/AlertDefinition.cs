namespace IbkrAgent.Alerts;

/// <summary>A kind of alert.</summary>
/// <param name="Code">never renamed: people filter by it.</param>
/// <param name="Title">follows the gateway's name: "Gateway main: TITLE".</param>
/// <param name="VisibleAfter">how long the condition must last before it is worth a message.</param>
public sealed record AlertDefinition(
    string Code,
    AlertSeverity Severity,
    string Title,
    TimeSpan VisibleAfter = default
);
