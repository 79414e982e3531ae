using IbkrAgent.Schedule;

namespace IbkrAgent.Settings;

/// <summary>What depends on the time of the day and the week.</summary>
/// <param name="Window">when the Gateway is wanted.</param>
/// <param name="QuietHours">when no human wants to be woken.</param>
/// <param name="TokenExpiry">when the broker forgets a login that was kept, once a week.</param>
/// <param name="WeeklyLogin">when a live account is logged in with the phone, once a week; null: whenever it has to
/// be.</param>
/// <param name="Market">hours and holidays of what can be held.</param>
public sealed record ScheduleSettings(
    RunWindow Window,
    WeeklyWindow QuietHours,
    WeeklyInstant TokenExpiry,
    WeeklyInstant? WeeklyLogin,
    MarketHours Market
)
{
    /// <summary>Holidays and early closes of the exchange.</summary>
    public ExchangeCalendar Calendar => Market.Calendar;
}
