using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>Observations to a verdict. Unknown is never healthy; disconnected is never healthy.</summary>
public static class HealthRules
{
    public static Finding Judge(Observations seen) =>
        seen switch
        {
            { Unit.IsActive: true, Api: ApiStatus.Ready api } => JudgeReady(api),
            { Latched: { } latch } => new(Verdict.LockedOut, latch),
            { Unit.IsActive: true } => JudgeActive(seen),
            { BeingReplaced: true } => new(Verdict.Starting, $"a start or restart is under way, unit {seen.Unit.ActiveState}"),
            { Unit.ActiveState: "activating" or "reloading" } => new(Verdict.Starting, "unit activating"),
            { Missing.Length: > 0 } => new(Verdict.NotConfigured, seen.Missing),
            { Refused: { } refusal } => new(Verdict.NotConfigured, refusal),
            { Parked: true } => new(Verdict.Stopped, "stopped by the operator with systemctl"),
            _ => new(Verdict.Down, Describe(seen.Unit)),
        };

    private static Finding JudgeReady(ApiStatus.Ready api) =>
        api.UpstreamLost is { } lost
            ? new(Verdict.UpstreamLost, lost)
            : new(Verdict.Ready, $"API {api.ServerVersion}, client id {api.ClientId}, accounts {api.Accounts}");

    private static Finding JudgeActive(Observations seen) =>
        seen switch
        {
            { Login.Stage: LoginStage.Failed } => new(Verdict.LoginFailed, "the broker refused the login"),
            { Login.Stage: LoginStage.TimedOut } => new(Verdict.LoginFailed, "the login was not completed in time"),
            { Login.Stage: LoginStage.SecondFactor } => new(
                Verdict.AwaitingTwoFactor,
                $"second factor requested at {seen.Login.Since:u}"
            ),
            { Api: ApiStatus.Rejected api } => new(Verdict.ApiRejected, api.Detail),
            { Api: ApiStatus.Silent api } when seen.WasReady || seen.Overdue => new(Verdict.ApiSilent, api.Detail),
            { Overdue: true } => new(Verdict.PortClosed, Describe(seen.Api)),
            { WasReady: true } => new(Verdict.PortClosed, Describe(seen.Api)),
            _ => new(Verdict.Starting, $"login {Describe(seen.Login.Stage)}, {Describe(seen.Api)}"),
        };

    private static string Describe(UnitStatus unit) =>
        unit switch
        {
            { IsKnown: false } => "the unit's state is not known",
            { LoadState: not "loaded" } => $"unit {unit.LoadState}",
            { ActiveState: "failed" } => $"unit failed: {unit.Result}, status {unit.ExitStatus}",
            { ActiveState: "inactive", ActiveSince: null } => "unit not started",
            _ => $"unit {unit.ActiveState}, last status {unit.ExitStatus}",
        };

    /// <summary>One line about the API, for people.</summary>
    public static string Describe(ApiStatus api) =>
        api switch
        {
            ApiStatus.Refused refused => refused.Detail,
            ApiStatus.Silent silent => silent.Detail,
            ApiStatus.Rejected rejected => rejected.Detail,
            ApiStatus.Lost lost => lost.Detail,
            ApiStatus.Ready ready => $"API {ready.ServerVersion} ready, client id {ready.ClientId}",
            _ => "API not tried yet",
        };

    private static string Describe(LoginStage stage) =>
        stage switch
        {
            LoginStage.Launched => "window awaited",
            LoginStage.Submitted => "submitted",
            LoginStage.SecondFactor => "waits for the second factor",
            LoginStage.Completed => "completed",
            LoginStage.Failed or LoginStage.TimedOut => "failed",
            _ => "not seen",
        };
}
