namespace IbkrAgent.Alerts;

/// <summary>How long an outage lasts before it is told, and told again louder.</summary>
/// <remarks>Each is longer than the one before.</remarks>
public sealed record AlertEscalation(TimeSpan Warning, TimeSpan Critical, TimeSpan Severe, TimeSpan Outage)
{
    public static readonly AlertEscalation Default = new(
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(17),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2)
    );

    /// <summary>The stages that an outage of that length has reached, the longest last.</summary>
    public IEnumerable<AlertDefinition> Reached(TimeSpan length) =>
        Stages.Where(stage => length >= stage.After).Select(stage => stage.Stage);

    /// <summary>The length at which an outage of that length reaches its next stage; null: there is none.</summary>
    public TimeSpan? NextAfter(TimeSpan length) =>
        Stages.Where(stage => length < stage.After).Select(stage => (TimeSpan?)stage.After).FirstOrDefault();

    private (AlertDefinition Stage, TimeSpan After)[] Stages =>
        [
            (AlertCatalog.OutageWarning, Warning),
            (AlertCatalog.OutageCritical, Critical),
            (AlertCatalog.OutageSevere, Severe),
            (AlertCatalog.OutageLasting, Outage),
        ];
}
