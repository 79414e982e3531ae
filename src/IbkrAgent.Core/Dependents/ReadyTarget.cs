using IbkrAgent.Gateway;

namespace IbkrAgent.Dependents;

/// <summary>What is known and wanted of <c>ibkr-api-ready.target</c>.</summary>
/// <param name="AwaySince">since when the API is not ready for the present reason.</param>
/// <param name="Goal">active or not; null before anything is known.</param>
/// <param name="IsSettled">the goal was acted upon, so that what others do to the target stands.</param>
/// <param name="Pending">the id of our action that is under way; null when none is.</param>
/// <param name="RetryAt">an action came to nothing; before this there is no other one.</param>
public sealed record ReadyTarget(
    string Name,
    UnitStatus Unit,
    DateTimeOffset AwaySince,
    bool? Goal,
    bool IsSettled,
    long? Pending,
    DateTimeOffset? RetryAt
);
