namespace IbkrAgent.Systemd.Bus;

/// <summary>Something that systemd announced.</summary>
public abstract record UnitEvent
{
    private UnitEvent() { }

    /// <summary>Properties of a unit changed.</summary>
    /// <param name="IsLast">
    /// systemd announces the properties of the kind of unit first and those of the unit itself right after: the state
    /// is whole after the last of the two.
    /// </param>
    public sealed record UnitChanged(string Unit, UnitPropertyChanges Changes, bool IsLast) : UnitEvent;

    /// <summary>A job was queued, anybody's.</summary>
    public sealed record JobAdded(uint Id, string Unit) : UnitEvent;

    /// <summary>A job ended, anybody's.</summary>
    /// <param name="Result">done, failed, canceled, timeout, dependency, skipped ...; a condition that did not hold is
    /// "done".</param>
    public sealed record JobRemoved(uint Id, string Unit, string Result) : UnitEvent;

    /// <summary>
    /// systemd reads its configuration anew (active), or has done so: everything may be different now.
    /// </summary>
    public sealed record Reloading(bool IsActive) : UnitEvent;

    /// <summary>The bus or systemd came back: what happened meanwhile was not seen.</summary>
    public sealed record Reconnected : UnitEvent;

    /// <summary>All properties, read at this place in the order of events.</summary>
    internal sealed record Snapshot(UnitProperties Properties) : UnitEvent;
}
