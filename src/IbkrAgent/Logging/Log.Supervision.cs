using IbkrAgent.Health;
using IbkrAgent.Supervision;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>What the daemon (1xxx), the supervisor (2xxx), and the watch over unit and journal (3xxx) say.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "ibkr-agent {Version} begins: gateway {Gateway}, {Mode}, {TradingMode}")]
    public static partial void AgentBegins(
        this ILogger logger,
        string version,
        string gateway,
        string mode,
        string tradingMode
    );

    [LoggerMessage(1002, LogLevel.Information, "ready: settings read, bus connected, unit and journal read")]
    public static partial void AgentReady(this ILogger logger);

    [LoggerMessage(1003, LogLevel.Information, "stopping; the Gateway is left as it is")]
    public static partial void AgentStopping(this ILogger logger);

    [LoggerMessage(1004, LogLevel.Warning, "{Problem}")]
    public static partial void SettingWeakens(this ILogger logger, string problem);

    [LoggerMessage(1005, LogLevel.Critical, "{Gateway}: {Task} failed, so the daemon ends and is started again")]
    public static partial void TaskFailed(this ILogger logger, string gateway, string task, Exception exception);

    [LoggerMessage(1010, LogLevel.Information, "settings read again, asked by {Who}: {Changes}")]
    public static partial void SettingsReloaded(this ILogger logger, string who, string changes);

    [LoggerMessage(
        1011,
        LogLevel.Error,
        "settings read again, asked by {Who}, and NOT taken over: {Count} mistakes, named above; those of before hold"
    )]
    public static partial void SettingsRefused(this ILogger logger, string who, int count);

    [LoggerMessage(1012, LogLevel.Error, "{Problem}")]
    public static partial void SettingWrong(this ILogger logger, string problem);

    [LoggerMessage(
        1013,
        LogLevel.Warning,
        "{Gateway}: it has no section any more and is left alone, its Gateway as it is"
    )]
    public static partial void GatewayLeft(this ILogger logger, string gateway);

    [LoggerMessage(2001, LogLevel.Information, "{Gateway}: {Verdict}, was {PreviousVerdict}: {Evidence}")]
    public static partial void VerdictChanged(
        this ILogger logger,
        string gateway,
        Verdict verdict,
        Verdict previousVerdict,
        string evidence
    );

    [LoggerMessage(2002, LogLevel.Debug, "{Gateway}: {From} -> {To} after {Event}, decided in {Milliseconds} ms")]
    public static partial void PhaseChanged(
        this ILogger logger,
        string gateway,
        Phase from,
        Phase to,
        string @event,
        double milliseconds
    );

    [LoggerMessage(2003, LogLevel.Information, "{Gateway}: {Plan}")]
    public static partial void Planned(this ILogger logger, string gateway, string plan);

    [LoggerMessage(2004, LogLevel.Error, "{Gateway}: latched, no login until ibkr-agent ack: {Why}")]
    public static partial void Latched(this ILogger logger, string gateway, string why);

    [LoggerMessage(2005, LogLevel.Information, "{Gateway}: parked by the operator: {Parked}")]
    public static partial void ParkedChanged(this ILogger logger, string gateway, bool parked);

    [LoggerMessage(2006, LogLevel.Warning, "{Gateway}: hands-off file present: {HandsOff}")]
    public static partial void HandsOffChanged(this ILogger logger, string gateway, bool handsOff);

    [LoggerMessage(2007, LogLevel.Warning, "{Gateway}: would have: {What}")]
    public static partial void WouldHave(this ILogger logger, string gateway, string what);

    [LoggerMessage(
        2008,
        LogLevel.Error,
        "{Gateway}: saving the state to {Path} failed, so nothing is done that costs a login"
    )]
    public static partial void StateNotSaved(this ILogger logger, string gateway, string path, Exception exception);

    [LoggerMessage(2009, LogLevel.Error, "{Gateway}: not done, because it could not be remembered: {Why}")]
    public static partial void ActionWithoutMemory(this ILogger logger, string gateway, string why);

    [LoggerMessage(
        2010,
        LogLevel.Critical,
        "{Gateway}: the state in {Path} cannot be used: {Why}; "
            + "it was set aside, and no login is made until ibkr-agent ack"
    )]
    public static partial void StateUnusable(this ILogger logger, string gateway, string path, string why);

    [LoggerMessage(2011, LogLevel.Critical, "{Gateway}: the supervisor's queue is full; dropped {Message}")]
    public static partial void EventDropped(this ILogger logger, string gateway, string message);

    [LoggerMessage(2012, LogLevel.Warning, "{Gateway}: {Hold}")]
    public static partial void HoldChanged(this ILogger logger, string gateway, string hold);

    [LoggerMessage(2013, LogLevel.Warning, "{Gateway}: {Force}")]
    public static partial void ForceChanged(this ILogger logger, string gateway, string force);

    [LoggerMessage(2014, LogLevel.Warning, "{Gateway}: the clock jumped by {By}, {Cause}: that is no outage")]
    public static partial void TimeJumped(this ILogger logger, string gateway, TimeSpan by, string cause);

    [LoggerMessage(3001, LogLevel.Information, "{Gateway}: RestartUnit {Unit}: {Why}")]
    public static partial void RestartingUnit(this ILogger logger, string gateway, string unit, string why);

    [LoggerMessage(3009, LogLevel.Information, "{Gateway}: ReloadUnit {Unit}: {Why}")]
    public static partial void ReloadingUnit(this ILogger logger, string gateway, string unit, string why);

    [LoggerMessage(3002, LogLevel.Information, "{Gateway}: StopUnit {Unit}: {Why}")]
    public static partial void StoppingUnit(this ILogger logger, string gateway, string unit, string why);

    [LoggerMessage(3003, LogLevel.Debug, "{Gateway}: {Unit} job {JobId} accepted")]
    public static partial void JobQueued(this ILogger logger, string gateway, string unit, uint jobId);

    [LoggerMessage(3004, LogLevel.Information, "{Gateway}: {Unit} job {JobId} ended: {Result}")]
    public static partial void JobEnded(this ILogger logger, string gateway, string unit, uint jobId, string result);

    [LoggerMessage(
        3005,
        LogLevel.Warning,
        "{Gateway}: the journal lost entries since {Cursor}; logins may have been missed"
    )]
    public static partial void JournalGap(this ILogger logger, string gateway, string cursor);

    [LoggerMessage(3006, LogLevel.Information, "{Gateway}: silence proof: {Outcome}: {Detail}")]
    public static partial void SilenceProved(
        this ILogger logger,
        string gateway,
        SilenceVerdict outcome,
        string detail
    );

    [LoggerMessage(3008, LogLevel.Error, "{Gateway}: the silence proof failed, so nothing is done for now")]
    public static partial void ProofFailed(this ILogger logger, string gateway, Exception exception);

    [LoggerMessage(3007, LogLevel.Information, "{Gateway}: installation: {Missing}")]
    public static partial void InstallationChanged(this ILogger logger, string gateway, string missing);
}
