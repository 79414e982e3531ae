using IbkrAgent.Schedule;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Schedule;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset Saturday = Zones.Instant("2026-10-31T12:00Z");

    /// <summary>Over the end of daylight saving in New York, on 2026-11-01.</summary>
    [Fact]
    public void What_the_clock_brings_is_told_in_its_order()
    {
        var settings = Read(
            """
            [gateway:main]
            trading_mode = live
            run_window = Sun 17:00-23:30, Mon..Tue 04:00-20:00
            run_window_holidays = closed
            quiet_hours = Sun 22:00-07:00
            broker_resets = Sun 01:00-01:45
            weekly_login = Sun 10:00
            """
        );
        DateTimeOffset[] restarts = [Zones.Instant("2026-11-01T21:30Z"), Zones.Instant("2026-11-03T01:30Z")];

        var found = Forecast.Of(settings, restarts, Saturday, Saturday.AddDays(3));

        Assert.Equal(
            [
                "2026-11-01 05:00 Reset",
                "2026-11-01 05:00 TokenExpiry",
                "2026-11-01 15:00 WeeklyLogin",
                "2026-11-01 21:30 Restart",
                "2026-11-01 22:00 WindowOpens",
                "2026-11-02 03:00 QuietHoursBegin",
                "2026-11-02 04:30 WindowCloses",
                "2026-11-02 09:00 WindowOpens",
                "2026-11-02 12:00 QuietHoursEnd",
                "2026-11-03 01:00 WindowCloses",
                "2026-11-03 01:30 Restart",
                "2026-11-03 09:00 WindowOpens",
            ],
            found.Select(one => $"{one.At:yyyy-MM-dd HH:mm} {one.Kind}")
        );
        // The repeated hour happens once, the first time.
        Assert.Equal(
            "reset of the broker expected, for 45min",
            found.Single(one => one.Kind == ForecastKind.Reset).Text
        );
        Assert.Equal(
            ["restart of the day: nothing to do outside of the run window"],
            found.Where(one => one.Kind == ForecastKind.Restart).Select(one => one.Text).Distinct()
        );
    }

    [Fact]
    public void A_paper_account_has_no_phone()
    {
        var settings = Read("[gateway:main]\nbroker_resets = Sun 01:00-01:45\n");

        var found = Forecast.Of(settings, [], Saturday, Saturday.AddDays(7));

        Assert.Equal([ForecastKind.Reset], found.Select(one => one.Kind));
    }

    [Fact]
    public void Holidays_and_early_closes_are_told_by_name()
    {
        var settings = Read("[gateway:main]\nbroker_resets = Sun 01:00-01:45\n");
        var from = Zones.Instant("2026-11-23T00:00Z");

        var found = Forecast.Of(settings, [], from, from.AddDays(5));

        Assert.Equal(
            [
                "2026-11-26 05:00 New York Stock Exchange is closed: Thanksgiving Day",
                "2026-11-27 18:00 New York Stock Exchange closes early: Day after Thanksgiving",
            ],
            found.Select(one => $"{one.At:yyyy-MM-dd HH:mm} {one.Text}")
        );
    }

    [Theory]
    [InlineData(
        "ActiveState=active\nTimersCalendar={ OnCalendar=*-*-* 16:30:00 America/New_York ; next_elapse=Tue 2026-12-01 21:30:00 UTC }\nTimersCalendar={ OnCalendar=Sun *-*-* 10:00:00 ; next_elapse=(null) }\n",
        "*-*-* 16:30:00 America/New_York|Sun *-*-* 10:00:00"
    )]
    [InlineData("ActiveState=active\n", "")]
    public void The_expressions_of_a_timer_are_found(string properties, string expressions) =>
        Assert.Equal(expressions, string.Join('|', CalendarOutput.Expressions(properties)));

    /// <summary>As systemd 252 prints it, on a host in UTC and on another one.</summary>
    [Theory]
    [InlineData(
        "    Next elapse: Tue 2026-12-01 21:30:00 UTC\n       From now: 18h left\n       Iter. #2: Wed 2026-12-02 21:30:00 UTC\n"
    )]
    [InlineData(
        "    Next elapse: Tue 2026-12-01 22:30:00 CET\n       (in UTC): Tue 2026-12-01 21:30:00 UTC\n       Iter. #2: Wed 2026-12-02 22:30:00 CET\n       (in UTC): Wed 2026-12-02 21:30:00 UTC\n"
    )]
    public void The_instants_of_an_expression_are_found(string analysis) =>
        Assert.Equal(
            [Zones.Instant("2026-12-01T21:30Z"), Zones.Instant("2026-12-02T21:30Z")],
            CalendarOutput.Instants(analysis)
        );

    private static GatewaySettings Read(string text)
    {
        var (calendar, _) = CalendarReader.Read("nyse", File.ReadAllText(Repository.PathOf("packaging/nyse.calendar")));
        var outcome = SettingsParser.Parse("agent.ini", text, TimeZoneInfo.FindSystemTimeZoneById, calendar);
        return Assert.Single(Assert.IsType<SettingsOutcome.Loaded>(outcome).Settings.Gateways);
    }
}
