namespace IbkrAgent.Faults;

/// <summary>
/// Everything that is looked at to tell how a fault went; what happened counts from the injection on.
/// </summary>
/// <param name="Status">null: the daemon did not answer.</param>
/// <param name="Verdicts">each change of the verdict, in order.</param>
/// <param name="Logins">by the stand-in's own count, from the first start on.</param>
/// <param name="Unit">ActiveState of the gateway's unit.</param>
/// <param name="Javas">process ids, one a line.</param>
/// <param name="Told">codes of the alerts that arrived, in order.</param>
internal sealed record Sight(
    FaultStatus? Status,
    int Health,
    IReadOnlyList<string> Verdicts,
    int Restarts,
    int Stops,
    int AgentStarts,
    int Logins,
    string Unit,
    string Javas,
    IReadOnlyList<string> Told
);
