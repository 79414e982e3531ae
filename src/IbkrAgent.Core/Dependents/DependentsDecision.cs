using IbkrAgent.Alerts;

namespace IbkrAgent.Dependents;

/// <summary>Something that is wanted done. Inert: it can be compared and printed.</summary>
public abstract record DependentsDecision
{
    private DependentsDecision() { }

    /// <summary>RestartUnit; it starts a stopped unit as well.</summary>
    /// <param name="Intent">saved before this is carried out.</param>
    public sealed record RestartUnit(long Intent, string Unit, string Why) : DependentsDecision;

    /// <summary>StopUnit.</summary>
    public sealed record StopUnit(long Intent, string Unit, string Why) : DependentsDecision;

    /// <summary>What would have been done if the agent had hands.</summary>
    public sealed record WouldHave(string What) : DependentsDecision;

    /// <summary>A line for the journal.</summary>
    public sealed record Say(string Unit, string What) : DependentsDecision;

    public sealed record SendAlert(Alert Alert) : DependentsDecision;

    /// <summary>Leave or remove the mark that <c>ibkr-api-ready.target</c> waits for.</summary>
    public sealed record MarkReady(bool IsReady) : DependentsDecision;

    /// <summary>Of a stop of the Gateway that is near: nothing is in its way any more, or again.</summary>
    public sealed record TellGone(bool AreGone) : DependentsDecision;
}
