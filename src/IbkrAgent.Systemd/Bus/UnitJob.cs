namespace IbkrAgent.Systemd.Bus;

/// <summary>A job that systemd has accepted.</summary>
/// <param name="Id">The number by which PID 1 names it in the journal (JOB_ID=).</param>
/// <param name="Completion">Fails with <see cref="SystemdException"/> when the bus goes away first: the job goes on,
/// unseen.</param>
public sealed record UnitJob(uint Id, string Unit, Task<JobResult> Completion);
