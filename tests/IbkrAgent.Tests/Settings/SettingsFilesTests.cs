using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Settings;

public sealed class SettingsFilesTests : IDisposable
{
    private static readonly DateOnly Christmas = new(2026, 12, 25);

    private readonly GatewayHost _host = new();

    private HostPaths Paths => _host.Paths;

    [Fact]
    public void A_file_is_read_with_the_systems_time_zones()
    {
        File.WriteAllText(Paths.Settings, "[gateway:main]\ntime_zone = Europe/Zurich\n");

        Assert.Equal("Europe/Zurich", Loaded().Program.TimeZone.Id);
    }

    [Theory]
    [InlineData("Mars/Base")]
    [InlineData("../../../etc/passwd")]
    public void A_zone_that_the_system_does_not_have_is_a_mistake(string zone)
    {
        File.WriteAllText(Paths.Settings, $"[gateway:main]\ntime_zone = {zone}\n");

        var problem = Assert.Single(Problems());
        Assert.StartsWith($"{Paths.Settings}: gateway:main: time_zone: ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent2.ini")]
    [InlineData("nowhere/agent.ini")]
    public void A_missing_file_is_not_a_wrong_file(string name)
    {
        var file = _host.At(name);

        var missing = Assert.IsType<SettingsOutcome.Missing>(SettingsFiles.Load(Paths, file));

        Assert.StartsWith($"{file}: there is no such file; ", missing.Problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_its_place_is_a_wrong_file()
    {
        File.Delete(Paths.Settings);
        Directory.CreateDirectory(Paths.Settings);

        Assert.StartsWith($"{Paths.Settings}: cannot be read: ", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_a_wrong_file()
    {
        File.WriteAllBytes(Paths.Settings, [0x5B, 0xFF, 0xC0]);

        Assert.Equal([$"{Paths.Settings}: is not UTF-8 text"], Problems());
    }

    [Fact]
    public void The_shipped_calendar_is_read_without_one_of_the_operators() =>
        Assert.True(Loaded().Schedule.Calendar.IsHoliday(Christmas));

    [Fact]
    public void The_operators_calendar_adds_days_and_overrules_them()
    {
        File.WriteAllText(Paths.OwnCalendar, "2026-12-25 open\n2026-12-28 closed\nyear 2029\n");

        var calendar = Loaded().Schedule.Calendar;

        Assert.False(calendar.IsHoliday(Christmas));
        Assert.True(calendar.IsHoliday(new(2026, 12, 28)));
        Assert.True(calendar.IsHoliday(new(2026, 11, 26)));
        Assert.True(calendar.IsKnown(new(2029, 6, 1)));
    }

    [Fact]
    public void A_package_without_its_calendar_is_broken()
    {
        File.Delete(Paths.ShippedCalendar);

        Assert.Equal(
            [
                $"{Paths.ShippedCalendar}: there is no such file; "
                    + "'apt-get install --reinstall ibkr-agent' brings it back",
            ],
            Problems()
        );
    }

    [Fact]
    public void Mistakes_of_all_files_are_reported_together()
    {
        File.WriteAllText(Paths.Settings, "[gateway:main]\nmode = maybe\n");
        File.AppendAllText(Paths.ShippedCalendar, "year soon\n");
        File.WriteAllText(Paths.OwnCalendar, "2026-12-31 closes early\n\n2026-12-32 closed\n");

        var line = File.ReadAllLines(Paths.ShippedCalendar).Length;
        Assert.Equal(
            [
                $"{Paths.Settings}: gateway:main: mode: 'maybe' is not one of: act, observe",
                $"{Paths.ShippedCalendar}: line {line}: 'soon' is not a year from 2000 to 2099",
                $"{Paths.OwnCalendar}: line 1: 'early' is not a time of day, for example 13:00",
                $"{Paths.OwnCalendar}: line 3: '2026-12-32' is not a date, for example 2026-12-25; "
                    + "write 'year YYYY', or 'YYYY-MM-DD' and 'closed', 'closes HH:MM' or 'open'",
            ],
            Problems()
        );
    }

    public void Dispose() => _host.Dispose();

    private GatewaySettings Loaded() =>
        Assert.IsType<SettingsOutcome.Loaded>(SettingsFiles.Load(Paths)).Settings.Gateways[0];

    private IEnumerable<string> Problems() =>
        Assert.IsType<SettingsOutcome.Wrong>(SettingsFiles.Load(Paths)).Problems.Select(problem => problem.ToString());
}
