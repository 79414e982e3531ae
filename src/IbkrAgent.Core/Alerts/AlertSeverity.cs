namespace IbkrAgent.Alerts;

public enum AlertSeverity
{
    /// <summary>Good news, or nothing to do.</summary>
    Information,

    /// <summary>The agent deals with it; someone should know.</summary>
    Warning,

    /// <summary>A human is needed.</summary>
    Critical,
}
