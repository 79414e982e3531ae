using System.Diagnostics;
using IbkrAgent.Settings;
using static IbkrAgent.Restarts.RestartPlanDecision;
using static IbkrAgent.Restarts.RestartPlanEvent;

namespace IbkrAgent.Restarts;

/// <summary>Decides what becomes of a restart by the clock that is not safe when it is due. Pure.</summary>
/// <remarks>
/// systemd's timer says when one is due, and its service makes it when the check says go. What is put off is the
/// agent's: it looks again and again, and asks the supervisor as soon as the check says go.
/// </remarks>
public static partial class RestartPlanner
{
    /// <summary>
    /// Longer than the supervisor lets one wait and a Gateway takes to stop: by then a new run has begun, or none will.
    /// </summary>
    private static readonly TimeSpan AnswerLasts = TimeSpan.FromMinutes(5);

    /// <summary>Nothing is put off for longer without a critical word.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(2);

    /// <param name="byItself">for people: when the Gateway ends or begins anew by its own clock.</param>
    public static RestartPlanStep Decide(
        RestartPlan plan,
        RestartPlanEvent @event,
        GatewaySettings settings,
        string byItself
    ) =>
        @event switch
        {
            TimerObserved e => OnTimer(plan, e),
            GateAsked e => OnGate(plan, e, settings, byItself),
            Requested e => OnRequested(plan, e, settings),
            Looked e => LookAhead(plan, e, settings)
                .Then(next => OnWeeklyLogin(next, e, settings))
                .Then(next => OnDeferralDue(next, e, settings, byItself))
                .Then(next => OnMemory(next, e)),
            RunObserved e => OnRun(plan, e),
            Relaunched => RestartPlanStep.Stay(WasRestarted(plan)),
            Answered e => OnAnswer(plan, e, settings, byItself),
            _ => throw new UnreachableException($"no rule for {@event}"),
        };

    /// <summary>When it is to be looked at again, though nothing happens; null: at no time that is known.</summary>
    public static DateTimeOffset? NextLook(RestartPlan plan, GatewaySettings settings)
    {
        var ahead = plan.Elapse == plan.LookedAheadTo ? null : plan.Elapse - settings.RestartPlan.LookAhead;
        return Earliest(Earliest(ahead, plan.Memory.Deferral?.NextLook), WeeklyLook(plan.Memory, settings));
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    private static RestartPlanStep OnTimer(RestartPlan plan, TimerObserved e)
    {
        if (e.Elapse == plan.Elapse)
            return RestartPlanStep.Stay(plan);

        var step = RestartPlanStep.Stay(plan with { Elapse = e.Elapse });
        // While the timer's service runs there is no next time; that is no news.
        return e.Elapse is { } elapse ? step.Do(new Say($"the next restart by the timer is at {elapse:u}")) : step;
    }

    private static RestartPlanStep LookAhead(RestartPlan plan, Looked e, GatewaySettings settings)
    {
        if (
            plan.Elapse is not { } elapse
            || plan.LookedAheadTo == elapse
            || e.At < elapse - settings.RestartPlan.LookAhead
        )
            return RestartPlanStep.Stay(plan);

        var looked = plan with { LookedAheadTo = elapse };
        if (e.At > elapse)
            return RestartPlanStep.Stay(looked);

        var what = e.Check.Outcome switch
        {
            CheckOutcome.Go => "will be made",
            CheckOutcome.Defer => $"will be put off unless this is over by then: {e.Check.Why}",
            CheckOutcome.Block => $"will not be made: {e.Check.Why}",
            _ when e.Check.IsCure => $"will be made, as the cure: {e.Check.Why}",
            _ => $"cannot be judged: {e.Check.Why}",
        };
        return RestartPlanStep.Stay(looked).Do(new Say($"the restart of {elapse:u} {what}{Warnings(e.Check)}"));
    }

    private static string Warnings(CheckReport check)
    {
        var warnings = check.Findings.Where(finding => finding.Level == CheckLevel.Warn).ToList();
        return warnings.Count == 0 ? "" : $"; {string.Join("; ", warnings.Select(warning => warning.Text))}";
    }

    private static RestartPlanStep OnRun(RestartPlan plan, RunObserved e)
    {
        if (e.Run.Length == 0 || e.Run == plan.Memory.Run)
            return RestartPlanStep.Stay(plan);

        var entered = Remember(plan, m => m with { Run = e.Run });
        // Whoever restarted it: what was put off is done.
        return RestartPlanStep.Stay(plan.Memory.Run.Length == 0 ? entered : WasRestarted(entered));
    }

    private static RestartPlan WasRestarted(RestartPlan plan) =>
        Remember(plan, m => m with { PutOffSince = null, Deferral = null, MemorySince = null });

    private static RestartPlan Wait(RestartPlan plan, RestartDeferral deferral) =>
        Remember(plan, m => m with { Deferral = deferral });

    private static RestartPlan Remember(RestartPlan plan, Func<RestartPlanMemory, RestartPlanMemory> change) =>
        plan with
        {
            Memory = change(plan.Memory),
        };
}
