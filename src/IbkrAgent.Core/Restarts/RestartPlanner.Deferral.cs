using IbkrAgent.Alerts;
using IbkrAgent.Settings;
using static IbkrAgent.Restarts.RestartPlanDecision;
using static IbkrAgent.Restarts.RestartPlanEvent;

namespace IbkrAgent.Restarts;

/// <summary>A restart that is not safe when it is due: put off, and told once.</summary>
public static partial class RestartPlanner
{
    private const string MemoryText = "its memory is critical";

    /// <summary>For memory that runs out nobody named a time; a human is called at this one at the latest.</summary>
    private static readonly TimeSpan MemoryPatience = TimeSpan.FromHours(24);

    private static RestartPlanStep OnGate(RestartPlan plan, GateAsked e, GatewaySettings settings, string byItself)
    {
        if (e.Check.IsGo)
            return RestartPlanStep.Stay(Remember(plan, m => m with { Deferral = null })); // the service makes it
        if (e.Check.Outcome == CheckOutcome.Block)
            return OnBlocked(plan, e.Check, settings, byItself, e.At);
        if (plan.Memory.Deferral is { Reason: not RestartReason.Memory } || e.Check.Outcome != CheckOutcome.Defer)
            return RestartPlanStep.Stay(plan);

        var policy = settings.RestartPlan;
        var deferral = new RestartDeferral(
            e.At,
            e.At + policy.Deferral,
            e.Check.Why,
            e.At + policy.LookAgain,
            RestartReason.Timer
        );
        return RestartPlanStep
            .Stay(Wait(plan, deferral))
            .Do(new SendAlert(RestartAlerts.Deferred(settings.Name, deferral, byItself, e.At)));
    }

    /// <summary>The service asked the supervisor: what comes to nothing all the same is looked at again.</summary>
    private static RestartPlanStep OnRequested(RestartPlan plan, Requested e, GatewaySettings settings)
    {
        var policy = settings.RestartPlan;
        var begun = new RestartDeferral(e.At, e.At + policy.Deferral, "", e.At, RestartReason.Timer);
        return RestartPlanStep.Stay(
            Wait(
                plan,
                begun with
                {
                    Why = e.Objection ?? "it was let through, and is being made",
                    NextLook = e.At + (e.Objection is null ? AnswerLasts : policy.LookAgain),
                }
            )
        );
    }

    private static RestartPlanStep OnDeferralDue(RestartPlan plan, Looked e, GatewaySettings settings, string byItself)
    {
        if (plan.Memory.Deferral is not { } deferral || e.At < deferral.NextLook)
            return RestartPlanStep.Stay(plan);
        if (e.Check.Outcome == CheckOutcome.Block)
            return OnBlocked(plan, e.Check, settings, byItself, e.At);

        var isSafe = e.Check.IsGo && (deferral.Reason != RestartReason.Memory || !e.Check.IsMarketOpen);
        var isForced =
            settings.RestartPlan.AtDeadline == RestartAtDeadline.Restart
            && deferral.Reason == RestartReason.Timer
            && e.At >= deferral.Until;
        if (isSafe || isForced)
            return Ask(plan, deferral, settings, e.At);

        var waiting = deferral with { Why = WhyNot(e.Check), NextLook = NextLook(deferral, settings, e.At) };
        return e.At < deferral.Until
            ? RestartPlanStep.Stay(Wait(plan, waiting))
            : Skip(plan, waiting, settings, byItself, e.Check.IsMemoryCritical, e.At);
    }

    private static string WhyNot(CheckReport check) =>
        check.IsGo ? "a market of what is held or ordered is open" : check.Why;

    private static RestartPlanStep Ask(
        RestartPlan plan,
        RestartDeferral deferral,
        GatewaySettings settings,
        DateTimeOffset at
    ) =>
        RestartPlanStep
            .Stay(Wait(plan, deferral with { NextLook = at + settings.RestartPlan.LookAgain }))
            .Do(
                new AskForRestart(
                    deferral.Reason switch
                    {
                        RestartReason.Memory => MemoryText,
                        RestartReason.WeeklyLogin => WeeklyText,
                        _ => $"due at {deferral.Since:u}, and put off until now",
                    }
                )
            );

    private static RestartPlanStep OnAnswer(RestartPlan plan, Answered e, GatewaySettings settings, string byItself)
    {
        if (plan.Memory.Deferral is not { } deferral)
            return e.Objection is { } refused
                ? RestartPlanStep.Stay(plan).Do(new Say($"{WeeklyText}, and is not made: {refused}"))
                : RestartPlanStep.Stay(plan);
        if (e.Objection is not { } objection)
            return RestartPlanStep.Stay(Wait(plan, deferral with { NextLook = e.At + AnswerLasts }));

        var waiting = deferral with { Why = objection, NextLook = NextLook(deferral, settings, e.At) };
        return e.At < deferral.Until
            ? RestartPlanStep
                .Stay(Wait(plan, waiting))
                .Do(new Say($"the restart that was put off is not made yet: {objection}"))
            : Skip(plan, waiting, settings, byItself, deferral.Reason == RestartReason.Memory, e.At);
    }

    private static RestartPlanStep Skip(
        RestartPlan plan,
        RestartDeferral deferral,
        GatewaySettings settings,
        string byItself,
        bool isMemoryCritical,
        DateTimeOffset at
    )
    {
        var skipped = Remember(plan, m => m with { Deferral = null, PutOffSince = m.PutOffSince ?? deferral.Since });
        if (isMemoryCritical || IsTooLong(skipped, at))
            return Overdue(skipped, deferral.Why, settings, byItself, at);

        var definition =
            settings.RestartPlan.AtDeadline == RestartAtDeadline.Ask
                ? AlertCatalog.RestartWanted
                : AlertCatalog.RestartSkipped;
        return RestartPlanStep
            .Stay(skipped)
            .Do(new SendAlert(RestartAlerts.Skipped(definition, settings.Name, deferral, plan.Elapse, byItself, at)));
    }

    /// <summary>A Gateway that does not run is not put off: there is nothing to restart.</summary>
    private static RestartPlanStep OnBlocked(
        RestartPlan plan,
        CheckReport check,
        GatewaySettings settings,
        string byItself,
        DateTimeOffset at
    )
    {
        var since = plan.Memory.Deferral?.Since ?? at;
        var step = RestartPlanStep
            .Stay(Remember(plan, m => m with { Deferral = null }))
            .Do(new Say($"the restart that was due at {since:u} is not made: {check.Why}"));
        if (!check.IsRunning)
            return step;

        var putOff = Remember(step.Plan, m => m with { PutOffSince = m.PutOffSince ?? since });
        return step.Then(_ =>
            IsTooLong(putOff, at) ? Overdue(putOff, check.Why, settings, byItself, at) : RestartPlanStep.Stay(putOff)
        );
    }

    /// <summary>Memory that runs out asks for a restart by itself, once in a run of the Gateway.</summary>
    private static RestartPlanStep OnMemory(RestartPlan plan, Looked e)
    {
        if (!e.Check.IsMemoryCritical || plan.Memory is { Deferral: not null } or { MemorySince: not null })
            return RestartPlanStep.Stay(plan);

        var deferral = new RestartDeferral(e.At, e.At + MemoryPatience, MemoryText, e.At, RestartReason.Memory);
        return RestartPlanStep
            .Stay(Remember(plan, m => m with { Deferral = deferral, MemorySince = e.At }))
            .Do(new Say($"{MemoryText}: the Gateway is restarted as soon as that is safe, until {deferral.Until:u}"));
    }

    private static bool IsTooLong(RestartPlan plan, DateTimeOffset at) =>
        at - plan.Memory.PutOffSince >= LongestSilence;

    private static RestartPlanStep Overdue(
        RestartPlan plan,
        string why,
        GatewaySettings settings,
        string byItself,
        DateTimeOffset at
    ) =>
        RestartPlanStep
            .Stay(plan)
            .Do(new SendAlert(RestartAlerts.Overdue(settings.Name, plan.Memory.PutOffSince ?? at, why, byItself, at)));

    /// <summary>The deadline itself is a time to look.</summary>
    private static DateTimeOffset NextLook(RestartDeferral deferral, GatewaySettings settings, DateTimeOffset at)
    {
        var look = at + settings.RestartPlan.LookAgain;
        return at < deferral.Until && deferral.Until < look ? deferral.Until : look;
    }
}
