namespace IbkrAgent.Systemd.Bus;

/// <summary>What systemd says of a unit (org.freedesktop.systemd1(5), interfaces Unit and Service).</summary>
/// <param name="LoadState">Is <c>not-found</c> for a unit that does not exist; that is no error.</param>
/// <param name="Result">How the last run ended; empty for units that do not run anything.</param>
/// <param name="ExecMainStatus">Exit status, or number of the signal, of the last main process.</param>
/// <param name="MainPid">0 when there is no main process.</param>
/// <param name="InvocationId">Of the current or last run, 32 lower-case hexadecimal digits; empty when there was
/// none.</param>
/// <param name="ActiveEnterTimestamp">When it last became active; null when it never did.</param>
/// <param name="RestartCount">Restarts by systemd itself (NRestarts); reset by a restart that somebody asked
/// for.</param>
/// <param name="NeedDaemonReload">The unit's file changed on disk since it was loaded.</param>
public sealed record UnitProperties(
    string LoadState,
    string ActiveState,
    string SubState,
    string Result,
    int ExecMainStatus,
    int MainPid,
    string InvocationId,
    DateTimeOffset? ActiveEnterTimestamp,
    int RestartCount,
    bool NeedDaemonReload
)
{
    private static readonly UnitProperties Blank = new("", "", "", "", 0, 0, "", null, 0, false);

    /// <summary>The properties after a change.</summary>
    public UnitProperties With(UnitPropertyChanges changes) =>
        new(
            changes.LoadState ?? LoadState,
            changes.ActiveState ?? ActiveState,
            changes.SubState ?? SubState,
            changes.Result ?? Result,
            changes.ExecMainStatus ?? ExecMainStatus,
            changes.MainPid ?? MainPid,
            changes.InvocationId ?? InvocationId,
            changes.ActiveEnterTimestamp ?? ActiveEnterTimestamp,
            changes.RestartCount ?? RestartCount,
            changes.NeedDaemonReload ?? NeedDaemonReload
        );

    internal static UnitProperties Read(BusMessage message) => Blank.With(UnitPropertyChanges.Read(message));
}
