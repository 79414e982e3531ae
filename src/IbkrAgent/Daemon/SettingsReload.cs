using IbkrAgent.Cli;
using IbkrAgent.Control;
using IbkrAgent.Logging;
using IbkrAgent.Settings;
using IbkrAgent.Systemd.Daemon;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Daemon;

/// <summary>Reads the settings again while the daemon runs. What is wrong changes nothing: the old ones hold.</summary>
/// <param name="load">reads the file.</param>
/// <param name="readyAsync">completes when the daemon is ready.</param>
/// <param name="applyAsync">makes settings count, and says what changed.</param>
internal sealed class SettingsReload(
    Func<SettingsOutcome> load,
    Func<CancellationToken, Task> readyAsync,
    Func<AgentSettings, Task<string>> applyAsync,
    StatusBoard status,
    ServiceNotifier notifier,
    ILogger logger
) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>One at a time, and not before the daemon is ready.</summary>
    /// <param name="who">for the journal.</param>
    /// <returns>What changed, or everything that is wrong, a line each.</returns>
    public async Task<OperatorAnswer> RunAsync(string who, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await readyAsync(cancellationToken);
            notifier.Reloading();
            try
            {
                return await ReadAsync(who);
            }
            finally
            {
                status.TellReady();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<OperatorAnswer> ReadAsync(string who)
    {
        var outcome = load();
        if (outcome is not SettingsOutcome.Loaded { Settings: var settings })
            return Refuse(who, outcome.Problems());

        foreach (var warning in settings.Warnings)
            logger.SettingWeakens(warning.ToString());
        var changes = await applyAsync(settings);
        status.Complaint = "";
        logger.SettingsReloaded(who, changes);
        return new((int)ExitCode.Ok, $"settings read again: {changes}");
    }

    private OperatorAnswer Refuse(string who, IReadOnlyList<SettingsProblem> problems)
    {
        foreach (var problem in problems)
            logger.SettingWrong(problem.ToString());
        var summary = $"the settings are wrong and not taken over, those of before hold ({problems.Count} to correct)";
        status.Complaint = $"{summary}: {problems[0]}";
        logger.SettingsRefused(who, problems.Count);
        return new((int)ExitCode.Configuration, string.Join('\n', [.. problems, summary]));
    }
}
