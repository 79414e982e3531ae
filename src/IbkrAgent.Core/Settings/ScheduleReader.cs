using IbkrAgent.Schedule;

namespace IbkrAgent.Settings;

/// <summary>Reads the keys that speak of times of the day and the week.</summary>
internal static class ScheduleReader
{
    private const string ExchangeZone = "America/New_York";

    public static ScheduleSettings Read(
        SectionReader section,
        Func<string, TimeZoneInfo?> findZone,
        ExchangeCalendar calendar
    ) =>
        new(
            ReadRunWindow(section, findZone, calendar),
            ReadWindow(
                section,
                GatewayKeys.QuietHours,
                ReadZone(section, GatewayKeys.QuietHoursZone, findZone),
                ExchangeCalendar.Empty
            ) ?? WeeklyWindow.Never,
            ReadInstant(section, GatewayKeys.TokenExpiry, ReadZone(section, GatewayKeys.BrokerZone, findZone)),
            ReadWeeklyLogin(section, findZone),
            new(calendar, FindExchangeZone(section, findZone))
        );

    /// <summary>When the broker is expected to be away: as it publishes, or as the operator says.</summary>
    /// <returns>at all, and for sure.</returns>
    public static (WeeklyWindow Resets, WeeklyWindow OwnResets) ReadResets(
        SectionReader section,
        TradingMode tradingMode,
        Func<string, TimeZoneInfo?> findZone
    )
    {
        var zone = ReadZone(section, GatewayKeys.BrokerZone, findZone);
        var region = ReadRegion(section);
        return ReadWindow(section, GatewayKeys.BrokerResets, zone, ExchangeCalendar.Empty) is { } own
            ? (own, own)
            : (BrokerResets.Of(region, tradingMode, findZone), BrokerResets.OfThisLogin(region, tradingMode, findZone));
    }

    private static RunWindow ReadRunWindow(
        SectionReader section,
        Func<string, TimeZoneInfo?> findZone,
        ExchangeCalendar calendar
    )
    {
        var zone = ReadZone(section, GatewayKeys.RunWindowZone, findZone);
        var holidays = section.Read(GatewayKeys.RunWindowHolidays) == "closed" ? calendar : ExchangeCalendar.Empty;
        return ReadWindow(section, GatewayKeys.RunWindow, zone, holidays) is { } week ? new(week) : RunWindow.Always;
    }

    private static WeeklyInstant? ReadWeeklyLogin(SectionReader section, Func<string, TimeZoneInfo?> findZone) =>
        section.Read(GatewayKeys.WeeklyLogin) == "never"
            ? null
            : ReadInstant(section, GatewayKeys.WeeklyLogin, ReadZone(section, GatewayKeys.QuietHoursZone, findZone));

    private static WeeklyInstant ReadInstant(SectionReader section, SettingsKey.FreeText key, TimeZoneInfo zone)
    {
        var instant = WeeklyText.ReadInstant(section.Read(key), zone, out var problem);
        if (problem.Length > 0)
            section.Report(key, problem);

        return instant;
    }

    /// <summary>Null when the key is empty.</summary>
    private static WeeklyWindow? ReadWindow(
        SectionReader section,
        SettingsKey.FreeText key,
        TimeZoneInfo zone,
        ExchangeCalendar holidays
    )
    {
        var text = section.Read(key);
        if (text.Length == 0)
            return null;

        var window = WeeklyText.ReadWindow(text, zone, holidays, out var problem);
        if (problem.Length > 0)
            section.Report(key, problem);

        return window;
    }

    private static TimeZoneInfo ReadZone(
        SectionReader section,
        SettingsKey.FreeText key,
        Func<string, TimeZoneInfo?> findZone
    )
    {
        var name = section.Read(key);
        if (findZone(name) is { } zone)
            return zone;

        section.Report(key, $"'{name}' is not a time zone of this system, for example {ExchangeZone}");
        return TimeZoneInfo.Utc;
    }

    private static TimeZoneInfo FindExchangeZone(SectionReader section, Func<string, TimeZoneInfo?> findZone)
    {
        if (findZone(ExchangeZone) is { } zone)
            return zone;

        section.Report(
            GatewayKeys.RunWindowHolidays,
            $"the exchange's time zone, {ExchangeZone}, is not known to this system: apt-get install tzdata"
        );
        return TimeZoneInfo.Utc;
    }

    private static BrokerRegion ReadRegion(SectionReader section) =>
        section.Read(GatewayKeys.Region) switch
        {
            "north-america" => BrokerRegion.NorthAmerica,
            "europe" => BrokerRegion.Europe,
            "asia" => BrokerRegion.Asia,
            _ => BrokerRegion.Any,
        };
}
