using System.Collections.Immutable;
using IbkrAgent.Gateway;

namespace IbkrAgent.Health;

/// <summary>Observations to a verdict. Unknown is never healthy; disconnected is never healthy.</summary>
public static class HealthRules
{
    /// <summary>What was seen before is not true for ever.</summary>
    public const string Unheard = "the API was not heard of in time";

    public static Finding Judge(Observations seen) =>
        seen switch
        {
            { Unit.IsActive: true, Api: ApiStatus.Ready api } => JudgeReady(seen, api),
            { Latch: { } latch } => new(VerdictOf(latch), latch.Why),
            { BrokerLost: { } lost } => new(Verdict.UpstreamLost, $"no login before the broker can be reached: {lost}"),
            { Unit.IsActive: true } => JudgeActive(seen),
            { BeingReplaced: true } => new(
                Verdict.Starting,
                $"a start or restart is under way, unit {seen.Unit.ActiveState}"
            ),
            { Unit.ActiveState: "activating" or "reloading" } => new(Verdict.Starting, "unit activating"),
            { Missing.Length: > 0 } => new(Verdict.NotConfigured, seen.Missing),
            { Refused: { } refusal } => new(Verdict.NotConfigured, refusal),
            { Parked: true } => new(Verdict.Stopped, "stopped by the operator"),
            // What was not stopped but died is down all the same: a rest is no excuse for a crash.
            { Rests: { } rest, Unit.ActiveState: "inactive" } => new(Verdict.Stopped, rest),
            { IsLineDead: true } => new(Verdict.UpstreamLost, "the Gateway could not reach the broker"),
            _ => new(Verdict.Down, Describe(seen.Unit)),
        };

    /// <summary>The session answers. Whose it is comes before how well it is.</summary>
    private static Finding JudgeReady(Observations seen, ApiStatus.Ready api) =>
        seen switch
        {
            _ when Detail(seen.Conditions, ConditionKind.ForeignListener) is { } foreign => new(
                Verdict.ApiRejected,
                foreign
            ),
            // The heartbeat is answered by the Gateway's own process: it proves nothing about a login that was taken
            // away.
            { Latch: { Kind: LatchKind.SessionConflict } latch } => new(Verdict.SessionConflict, latch.Why),
            { AccountProblem: { } problem } => new(Verdict.WrongAccount, problem),
            _ when api.UpstreamLost is { } lost => new(Verdict.UpstreamLost, lost),
            { BrokerLost: { } lost } => new(
                Verdict.UpstreamLost,
                $"the session was told nothing of the broker since it began, and {lost}"
            ),
            { BrokerDoubt: { } doubt } => new(Verdict.UpstreamLost, doubt),
            { Conditions: [_, ..] conditions } => new(
                Verdict.Degraded,
                string.Join("; ", conditions.Select(condition => condition.Detail))
            ),
            _ => new(Verdict.Ready, $"API {api.ServerVersion}, client id {api.ClientId}, accounts {api.Accounts}"),
        };

    private static Finding JudgeActive(Observations seen) =>
        seen switch
        {
            { Login.Stage: LoginStage.Failed } => new(Verdict.LoginFailed, "the broker refused the login"),
            { Login.Stage: LoginStage.TimedOut } => new(Verdict.LoginFailed, "the login was not completed in time"),
            { Login.Stage: LoginStage.SessionQuestioned } => new(
                Verdict.SessionConflict,
                "another session has the account, and a dialog of the Gateway asks what to do"
            ),
            { IsLineDead: true } => new(
                Verdict.UpstreamLost,
                "the Gateway cannot reach the broker, and begins anew by itself"
            ),
            { Login.Stage: LoginStage.SecondFactor } => new(
                Verdict.AwaitingTwoFactor,
                $"second factor requested at {seen.Login.Since:u}"
            ),
            { Api: ApiStatus.Rejected api } => new(Verdict.ApiRejected, api.Detail),
            { Api: ApiStatus.Silent api } when seen.WasReady || seen.Overdue => new(
                Verdict.ApiSilent,
                api.Detail + Blame(seen)
            ),
            // A Gateway that was ready before is adopted, or found again: nothing is held against it yet.
            { Api: ApiStatus.Unknown, WasReady: true, Overdue: false } => new(
                Verdict.Starting,
                "the API has not been heard of since the agent began, or the host woke"
            ),
            { Api: ApiStatus.Unknown, WasReady: true } => new(Verdict.ApiSilent, Unheard),
            { WasReady: true } => new(Verdict.PortClosed, Describe(seen.Api) + Blame(seen)),
            { Overdue: true } => new(
                Verdict.PortClosed,
                $"{LoginPhases.OverdueText(seen.Login.Stage)}: {Describe(seen.Api)}{Blame(seen)}"
            ),
            _ => new(Verdict.Starting, $"login {Describe(seen.Login.Stage)}, {Describe(seen.Api)}"),
        };

    private static Verdict VerdictOf(Latch latch) =>
        latch.Kind == LatchKind.SessionConflict ? Verdict.SessionConflict : Verdict.LockedOut;

    private static string? Detail(ImmutableArray<Condition> conditions, ConditionKind kind) =>
        conditions.FirstOrDefault(condition => condition.Kind == kind)?.Detail;

    private static string Blame(Observations seen) =>
        seen.Dialog.Length > 0 ? $"; the Gateway shows a dialog '{seen.Dialog}'" : "";

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
            LoginStage.Resumed => "goes on from a stored one",
            LoginStage.WindowShown => "window shown",
            LoginStage.Submitted => "submitted",
            LoginStage.SecondFactor => "waits for the second factor",
            LoginStage.SecondFactorClosed => "second factor closed",
            LoginStage.Completed or LoginStage.Configured => "completed",
            LoginStage.Failed or LoginStage.TimedOut => "failed",
            _ => "not seen",
        };
}
