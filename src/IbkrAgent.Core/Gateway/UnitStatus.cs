namespace IbkrAgent.Gateway;

/// <summary>What systemd says of the gateway's unit.</summary>
/// <param name="LoadState"><c>loaded</c>, <c>not-found</c>, <c>masked</c>, <c>bad-setting</c> ...</param>
/// <param name="ActiveState"><c>active</c>, <c>activating</c>, <c>deactivating</c>, <c>inactive</c>,
/// <c>failed</c>.</param>
/// <param name="SubState">for example <c>running</c>, <c>dead</c>, <c>stop-sigterm</c>.</param>
/// <param name="Result">how the last run ended: <c>success</c>, <c>exit-code</c>, <c>signal</c>, <c>exec-condition</c>
/// ...</param>
/// <param name="ExitStatus">status of the last main process.</param>
/// <param name="MainPid">process id of the main process, 0 when there is none.</param>
/// <param name="InvocationId">128-bit id of the current run in lower-case hexadecimal, empty when there was
/// none.</param>
/// <param name="ActiveSince">when the unit last became active; null when it never did.</param>
/// <remarks>org.freedesktop.systemd1(5), interfaces Unit and Service.</remarks>
public sealed record UnitStatus(
    string LoadState,
    string ActiveState,
    string SubState,
    string Result,
    int ExitStatus,
    int MainPid,
    string InvocationId,
    DateTimeOffset? ActiveSince
)
{
    public static readonly UnitStatus Unknown = new("", "", "", "", 0, 0, "", null);

    public bool IsKnown => ActiveState.Length > 0;

    /// <summary>A main process runs; start-up commands are over.</summary>
    public bool IsActive => ActiveState is "active" or "reloading";

    /// <summary>Its main process ended by itself with a status, which is the controller's.</summary>
    public bool HasEnded => IsDown && Result is "success" or "exit-code" && ActiveSince is not null;

    /// <summary>Neither running nor on the way up or down.</summary>
    public bool IsDown => ActiveState is "inactive" or "failed";
}
