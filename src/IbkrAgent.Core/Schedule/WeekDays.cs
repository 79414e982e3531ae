namespace IbkrAgent.Schedule;

/// <summary>A set of days; the bits are those of <see cref="DayOfWeek"/>.</summary>
[Flags]
public enum WeekDays
{
    None = 0,
    Sunday = 1,
    Monday = 2,
    Tuesday = 4,
    Wednesday = 8,
    Thursday = 16,
    Friday = 32,
    Saturday = 64,
    MondayToThursday = Monday | Tuesday | Wednesday | Thursday,
    MondayToFriday = MondayToThursday | Friday,
    SundayToThursday = Sunday | MondayToThursday,
    SundayToFriday = Sunday | MondayToFriday,
    All = SundayToFriday | Saturday,
}

public static class WeekDaysExtensions
{
    public static WeekDays ToWeekDays(this DayOfWeek day) => (WeekDays)(1 << (int)day);

    public static bool Contains(this WeekDays days, DayOfWeek day) => days.HasFlag(day.ToWeekDays());
}
