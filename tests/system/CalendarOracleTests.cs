using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IbkrAgent.Schedule;

namespace IbkrAgent.SystemTests;

/// <summary>
/// Openings and closings of run windows in the ten years 2026 to 2035, beside those of <c>systemd-analyze calendar</c>.
/// </summary>
/// <remarks>
/// The host's program is asked, because it reads the same time zones as the code under test; it needs no systemd that
/// runs and no container. Times in the gap of spring are left out: systemd 252 skips them for that day, the agent takes
/// the end of the gap. A repeated time of autumn elapses once in both, the first time.
/// </remarks>
public sealed partial class CalendarOracleTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    // Window; days and time of its openings and of its closings. Only Sundays have changes of the clock.
    private static readonly (string Window, string Openings, string Closings)[] Cases =
    [
        ("Mon..Fri 04:00-20:00", "Mon..Fri 04:00", "Mon..Fri 20:00"),
        ("Sun 00:30-01:30", "Sun 00:30", "Sun 01:30"),
        ("Sun 02:30-05:00", "Sun 02:30", "Sun 05:00"),
        ("Sat..Sun 18:00-17:00", "Sat,Sun 18:00", "Sun,Mon 17:00"),
    ];

    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (var zone in (string[])["America/New_York", "America/Toronto", "Europe/London", "Asia/Hong_Kong"])
            {
                foreach (var (window, openings, closings) in Cases)
                    rows.Add(zone, window, openings, closings);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Run_window_and_systemd_agree(string zoneName, string text, string openings, string closings)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var window = new RunWindow(WeeklyText.ReadWindow(text, zone, ExchangeCalendar.Empty, out _));

        var opened = OutsideOfGaps(window.NextOpening, zone, openings);
        var closed = OutsideOfGaps(window.NextClosing, zone, closings);
        var answers = await Task.WhenAll(
            AskAsync(zoneName, openings, opened.Count + 1),
            AskAsync(zoneName, closings, closed.Count + 1)
        );

        // One more: the first that lies behind the ten years.
        Assert.Equal(opened, answers[0].SkipLast(1));
        Assert.Equal(closed, answers[1].SkipLast(1));
        Assert.All(answers, answer => Assert.True(answer[^1] >= End, $"{answer[^1]:O} comes next"));
    }

    private static List<DateTimeOffset> OutsideOfGaps(
        Func<DateTimeOffset, DateTimeOffset?> next,
        TimeZoneInfo zone,
        string expression
    )
    {
        var time = TimeOnly.ParseExact(expression.Split(' ')[^1], "HH:mm", CultureInfo.InvariantCulture);
        List<DateTimeOffset> instants = [];
        for (var at = next(Begin); at < End; at = next(at.Value))
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.Value, zone).DateTime);
            if (!zone.IsInvalidTime(day.ToDateTime(time)))
                instants.Add(at.Value);
        }

        Assert.True(instants.Count > 500, $"{instants.Count} in ten years");
        return instants;
    }

    /// <remarks>
    /// The zone is the program's own: for one in the expression systemd starts a process for each of thousands of
    /// times, which is sixty times as slow.
    /// </remarks>
    private static async Task<List<DateTimeOffset>> AskAsync(string zone, string expression, int iterations)
    {
        var start = new ProcessStartInfo(
            "systemd-analyze",
            ["calendar", $"--iterations={iterations}", $"--base-time={Begin:yyyy-MM-dd HH:mm:ss} UTC", expression]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["LC_ALL"] = "C.UTF-8",
                ["SYSTEMD_COLORS"] = "0",
                ["TZ"] = zone,
            },
        };
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException("systemd-analyze did not start");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Deadline);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal((0, ""), (process.ExitCode, await errors));

        return [.. Elapse().Matches(output).Select(match => Instant(match.Groups[1].Value))];
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    [GeneratedRegex(@"^ *\(in UTC\): \w{3} ([0-9-]{10} [0-9:]{8}) UTC$", RegexOptions.Multiline)]
    private static partial Regex Elapse();
}
