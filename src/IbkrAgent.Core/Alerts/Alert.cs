namespace IbkrAgent.Alerts;

/// <summary>A message to the operator that is due now.</summary>
/// <param name="Code">stable name of the kind of alert, from <see cref="AlertCatalog"/>.</param>
/// <param name="Text">what is the matter, with the evidence.</param>
/// <param name="WhatToDo">what the operator can do, or what the agent does; may be empty.</param>
/// <param name="IncidentId">the same from an incident's first alert to its recovery.</param>
public sealed record Alert(
    string Code,
    AlertSeverity Severity,
    string Gateway,
    string Title,
    string Text,
    string WhatToDo,
    DateTimeOffset At,
    string IncidentId
);
