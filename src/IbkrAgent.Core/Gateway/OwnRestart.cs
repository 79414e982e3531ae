using IbkrAgent.Schedule;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>When a Gateway restarts by itself for which the operator names no time.</summary>
/// <remarks>
/// It has to do that, or log off, once a day. PAUSE and RESTART set this time to their own minute, and it stays there:
/// the next day the Gateway would begin anew whatever speaks against it (docs/controller.md).
/// </remarks>
public static class OwnRestart
{
    /// <summary>In New York: after the restart of the day and its deadline, before the broker's resets.</summary>
    private static readonly TimeOnly Time = new(22, 30);

    /// <returns>On the Gateway's wall clock; null for a paper account, whose login is not kept.</returns>
    /// <param name="at">whose day counts: the two clocks change on different days.</param>
    public static TimeOnly? Of(GatewaySettings settings, DateTimeOffset at)
    {
        if (settings.TradingMode != TradingMode.Live)
            return null;

        var broker = settings.Schedule.TokenExpiry.Zone;
        var instant = WallClock.ToInstant(TimeZoneInfo.ConvertTime(at, broker).Date + Time.ToTimeSpan(), broker);
        return TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, settings.Program.TimeZone).DateTime);
    }
}
