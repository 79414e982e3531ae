using System.Collections.Immutable;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Supervision;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Bus;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Gateway;

/// <summary>
/// Looks at the processes and the memory of the gateway's unit, through systemd and the kernel's account.
/// </summary>
/// <remarks>
/// The daemon's sandbox hides the processes of others in /proc, so their names come from systemd, which sees them.
/// </remarks>
internal sealed class ProcessObserver(
    Units units,
    string gateway,
    string unit,
    Func<WatchSettings> settings,
    ControlGroupMemory memory,
    ConditionNews news,
    Action<SupervisorEvent> publish,
    TimeProvider clock,
    ILogger logger
)
{
    /// <summary>What the unit may use changes seldom, and systemd needs milliseconds to say it.</summary>
    private static readonly TimeSpan ResourcesLast = TimeSpan.FromMinutes(1);

    private ProcessPicture _picture = ProcessPicture.Empty;
    private UnitResources? _resources;
    private long _resourcesReadAt;
    private volatile ProcessReport? _latest;
    private string? _failure;

    /// <summary>What the last look found; null while there is nothing to look at, or systemd does not answer.</summary>
    public ProcessReport? Latest => _latest;

    /// <summary>As whom the unit's processes run; null when that is not known.</summary>
    public uint? UserId => _resources?.UserId;

    /// <summary>What cannot be seen is said once, and what was wrong stays so until it can.</summary>
    public async Task LookAsync(int mainPid, CancellationToken cancellationToken)
    {
        try
        {
            var before = _picture.Report;
            _picture = _picture.After(await ReadAsync(mainPid, cancellationToken), settings());
            (_latest, _failure) = (_picture.Report, null);
            if (_latest is { JavaPid: { } pid, Relaunches: > 0 and var relaunches } && relaunches != before?.Relaunches)
            {
                logger.JavaRelaunched(gateway, pid, relaunches);
                publish(new SupervisorEvent.JavaReplaced(clock.GetUtcNow()));
            }

            news.Tell(_picture.Conditions);
        }
        catch (SystemdException exception)
        {
            _latest = null;
            if (_failure != exception.Message)
                logger.LookFailed(gateway, "the processes of the unit", exception.Message);

            _failure = exception.Message;
        }
    }

    /// <summary>The run of the unit is over.</summary>
    public void Forget()
    {
        (_picture, _resources, _latest) = (ProcessPicture.Empty, null, null);
        news.Tell([]);
    }

    private async Task<ProcessLook> ReadAsync(int mainPid, CancellationToken cancellationToken)
    {
        if (_resources is null || clock.GetElapsedTime(_resourcesReadAt) >= ResourcesLast)
        {
            _resources = await units.GetResourcesAsync(unit, cancellationToken);
            _resourcesReadAt = clock.GetTimestamp();
        }

        var processes = await units.GetProcessesAsync(unit, cancellationToken);
        var java = processes
            .Where(process => ProgramName.Of(process.CommandLine) == "java")
            .Select(process => process.Pid)
            .ToImmutableArray();
        return new(clock.GetUtcNow(), mainPid, java, memory.Read(_resources));
    }
}
