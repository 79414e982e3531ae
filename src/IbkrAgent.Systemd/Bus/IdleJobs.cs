namespace IbkrAgent.Systemd.Bus;

/// <summary>
/// Finds the jobs that had nothing to do on a unit that is down: somebody stops what is stopped already.
/// </summary>
/// <remarks>
/// PID 1 writes nothing of such a job into the journal, and its type is gone before it can be asked for. A start shows
/// in the unit, which becomes "activating" or gets another invocation id, also when it fails at once.
/// </remarks>
internal sealed class IdleJobs(string unit)
{
    private readonly Dictionary<uint, UnitProperties?> _begun = [];

    /// <param name="current">what the unit is by the events until this one.</param>
    /// <returns>the id of the job, when this event is the end of one that had nothing to do; else null.</returns>
    public uint? Hear(UnitEvent @event, UnitProperties? current)
    {
        if (@event is UnitEvent.JobAdded added && added.Unit == unit)
            _begun[added.Id] = current;

        return
            @event is UnitEvent.JobRemoved removed
            && removed.Unit == unit
            && _begun.Remove(removed.Id, out var before)
            && removed.Result == "done"
            && before is { ActiveState: "inactive" or "failed" }
            && (before.ActiveState, before.InvocationId) == (current?.ActiveState, current?.InvocationId)
            ? removed.Id
            : null;
    }
}
