using IbkrAgent.Settings;
using static IbkrAgent.Restarts.RestartPlanDecision;
using static IbkrAgent.Restarts.RestartPlanEvent;

namespace IbkrAgent.Restarts;

/// <summary>
/// The login of the week: after the broker has forgotten the kept one, the next login asks for the phone. It is made at
/// an hour that suits a human, who is told before, and reminded until it is done.
/// </summary>
public static partial class RestartPlanner
{
    private const string WeeklyText = "the login of the week is due";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long it waits until it is safe.</summary>
    private static readonly TimeSpan WeeklyPatience = TimeSpan.FromHours(6);

    /// <summary>How long a human is reminded of one that was not made.</summary>
    private static readonly TimeSpan LongestReminder = TimeSpan.FromHours(12);

    private static readonly TimeSpan FirstReminder = TimeSpan.FromMinutes(30);

    private static RestartPlanStep OnWeeklyLogin(RestartPlan plan, Looked e, GatewaySettings settings)
    {
        if (settings.TradingMode != TradingMode.Live || settings.Schedule.WeeklyLogin is not { } week)
            return RestartPlanStep.Stay(plan);

        var last = week.Last(e.At);
        var due = e.At < last + LongestReminder ? last : week.Next(e.At);
        var known = plan.Memory.Weekly is { } weekly && weekly.Due == due ? weekly : new(due, default, null);
        var stage = StageAt(e.At, due);
        if (stage == WeeklyLoginStage.Unknown)
            return RestartPlanStep.Stay(Remember(plan, m => m with { Weekly = null }));
        if (known.Stage == WeeklyLoginStage.Over)
            return RestartPlanStep.Stay(plan);
        if (stage >= WeeklyLoginStage.HourAhead && IsDone(e.Check, settings, due))
            return RestartPlanStep
                .Stay(Note(plan, known with { Stage = WeeklyLoginStage.Over }))
                .Do(new Say($"the login of the week was made at {e.Check.LoginSince:u}"));

        // Nobody is surprised with it: who was not told ahead gets it with the next restart.
        if (stage == WeeklyLoginStage.Due && known.Stage == WeeklyLoginStage.Unknown)
            return RestartPlanStep
                .Stay(Note(plan, known with { Stage = WeeklyLoginStage.Over }))
                .Do(new Say($"{WeeklyText}, and nobody was told ahead: it comes with the next restart"));

        return stage > known.Stage
            ? Reach(plan, known with { Stage = stage }, e, settings)
            : Remind(plan, known, e, settings);
    }

    /// <summary>When one that was announced is due; null when none is, or the settings name another time by now.</summary>
    private static DateTimeOffset? WeeklyLook(RestartPlanMemory memory, GatewaySettings settings) =>
        settings is { TradingMode: TradingMode.Live, Schedule.WeeklyLogin: { } week }
        && memory.Weekly is { Stage: WeeklyLoginStage.DayAhead or WeeklyLoginStage.HourAhead, Due: var due }
        && week.Last(due) == due
            ? due
            : null;

    private static WeeklyLoginStage StageAt(DateTimeOffset at, DateTimeOffset due) =>
        at >= due ? WeeklyLoginStage.Due
        : at >= due - Hour ? WeeklyLoginStage.HourAhead
        : at >= due - Day ? WeeklyLoginStage.DayAhead
        : WeeklyLoginStage.Unknown;

    /// <summary>What runs logged in after the broker had forgotten the old login, so with the phone.</summary>
    private static bool IsDone(CheckReport check, GatewaySettings settings, DateTimeOffset due) =>
        check is { IsReady: true, LoginSince: { } login } && login >= settings.Schedule.TokenExpiry.Last(due);

    private static RestartPlanStep Reach(RestartPlan plan, WeeklyLogin weekly, Looked e, GatewaySettings settings)
    {
        if (weekly.Stage != WeeklyLoginStage.Due)
            return RestartPlanStep
                .Stay(Note(plan, weekly))
                .Do(new SendAlert(RestartAlerts.PhonePlanned(settings, weekly.Due, e.At)));

        var begun = Note(plan, weekly with { RemindAt = weekly.Due + FirstReminder });
        if (!e.Check.IsRunning)
            return RestartPlanStep.Stay(begun).Do(new AskForLogin(WeeklyText));

        var deferral = new RestartDeferral(
            weekly.Due,
            weekly.Due + WeeklyPatience,
            WeeklyText,
            e.At,
            RestartReason.WeeklyLogin
        );
        return RestartPlanStep.Stay(Wait(begun, deferral)).Do(new Say(WeeklyText));
    }

    private static RestartPlanStep Remind(RestartPlan plan, WeeklyLogin weekly, Looked e, GatewaySettings settings) =>
        e.At < weekly.RemindAt
        || weekly.RemindAt is null
        || plan.Memory.Deferral is { Reason: RestartReason.WeeklyLogin }
            ? RestartPlanStep.Stay(plan)
            : RestartPlanStep
                .Stay(Note(plan, weekly with { RemindAt = e.At + Hour }))
                .Do(new SendAlert(RestartAlerts.PhoneNeeded(settings, weekly.Due, e.Check.Verdict, e.At)));

    private static RestartPlan Note(RestartPlan plan, WeeklyLogin weekly) =>
        Remember(plan, m => m with { Weekly = weekly });
}
