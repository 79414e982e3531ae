using System.Globalization;
using System.Text.RegularExpressions;

namespace IbkrAgent.Schedule;

/// <summary>What systemd says of a timer and its calendar expressions, in its programs' output.</summary>
public static partial class CalendarOutput
{
    /// <summary>The expressions of <c>systemctl show --property=TimersCalendar</c>, one for each OnCalendar=.</summary>
    public static IReadOnlyList<string> Expressions(string properties) =>
        [.. Expression().Matches(properties).Select(match => match.Groups["text"].Value)];

    /// <summary>The instants of <c>systemd-analyze calendar --iterations=N</c>.</summary>
    /// <remarks>Each is told in UTC as well when the local zone is another one.</remarks>
    public static IReadOnlyList<DateTimeOffset> Instants(string analysis) =>
        [
            .. Instant()
                .Matches(analysis)
                .Select(match =>
                    DateTimeOffset.ParseExact(
                        match.Groups["at"].Value,
                        "yyyy-MM-dd HH:mm:ss",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal
                    )
                ),
        ];

    [GeneratedRegex("OnCalendar=(?<text>.*?) ; next_elapse=")]
    private static partial Regex Expression();

    [GeneratedRegex(
        "(?<at>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})(?:\\.[0-9]+)? UTC$",
        RegexOptions.Multiline
    )]
    private static partial Regex Instant();
}
