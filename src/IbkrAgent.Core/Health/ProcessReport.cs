namespace IbkrAgent.Health;

/// <summary>What is known of the processes in a gateway's unit.</summary>
/// <param name="At">when it was looked.</param>
/// <param name="MainPid">process id of the unit's main process, the controller's script.</param>
/// <param name="JavaCount">Java processes in the unit: one in a Gateway that is right, none for moments while it
/// starts anew inside.</param>
/// <param name="JavaPid">process id of the one that is the Gateway; null when there is none.</param>
/// <param name="JavaSince">when the agent saw that one first; one that was there before the agent is older.</param>
/// <param name="Relaunches">how often another Java process took its place in this run of the unit, as far as the
/// agent saw.</param>
/// <param name="Memory">null: the unit has no memory accounting.</param>
public sealed record ProcessReport(
    DateTimeOffset At,
    int MainPid,
    int JavaCount,
    int? JavaPid,
    DateTimeOffset? JavaSince,
    int Relaunches,
    MemoryReport? Memory
);
