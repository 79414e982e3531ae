namespace IbkrAgent.Restarts;

/// <summary>
/// The login of the week: the broker forgets a login that was kept, so one with the phone is made when that suits.
/// </summary>
/// <param name="Due">when it is planned.</param>
/// <param name="RemindAt">when a human is reminded of it; null before it is due.</param>
public sealed record WeeklyLogin(DateTimeOffset Due, WeeklyLoginStage Stage, DateTimeOffset? RemindAt);

/// <summary>In the order in which they are reached.</summary>
public enum WeeklyLoginStage
{
    Unknown,

    /// <summary>It was told a day ahead.</summary>
    DayAhead,

    /// <summary>It was told an hour ahead.</summary>
    HourAhead,

    /// <summary>It is being made, or waits until it is safe.</summary>
    Due,

    /// <summary>It was made, or is not needed, or not possible.</summary>
    Over,
}
