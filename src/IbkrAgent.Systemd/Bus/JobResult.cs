namespace IbkrAgent.Systemd.Bus;

/// <summary>How a job ended.</summary>
/// <param name="Result">done, failed, canceled (by a later job), timeout, dependency, skipped ...</param>
public sealed record JobResult(uint Id, string Result)
{
    /// <summary>The job did what it was for, or a condition of the unit made it do nothing.</summary>
    public bool IsDone => Result == "done";
}
