using System.Globalization;
using System.Text;
using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.Bundles;

/// <summary>A journal entry as a line of text: to the microsecond, with the fields that tell more.</summary>
internal static class EntryText
{
    /// <summary>What the line has in another form, or what tells nothing.</summary>
    private static readonly string[] LeftOut = ["MESSAGE", "PRIORITY", "LOGGER", "UNIT", "USER_UNIT", "TID"];

    /// <summary>Fields about where in a program or from which socket it came.</summary>
    private static readonly string[] LeftOutBeginnings = ["_", "CODE_", "SYSLOG_"];

    public static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>More than one line when its message is.</summary>
    public static string Of(JournalEntry entry)
    {
        var text = new StringBuilder(Instant(entry.Time));
        text.Append(CultureInfo.InvariantCulture, $" <{entry["PRIORITY"] ?? "-"}>");
        text.Append(
            CultureInfo.InvariantCulture,
            $" {entry["SYSLOG_IDENTIFIER"] ?? entry["_COMM"]}[{entry["_PID"]}]: "
        );
        text.Append(entry.Message?.ReplaceLineEndings("\n    "));
        foreach (var (name, value) in entry.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            if (!IsLeftOut(name))
                text.Append(CultureInfo.InvariantCulture, $" {name}={value.ReplaceLineEndings("\n    ")}");

        return text.Append('\n').ToString();
    }

    private static bool IsLeftOut(string name) =>
        LeftOut.Contains(name) || LeftOutBeginnings.Any(begin => name.StartsWith(begin, StringComparison.Ordinal));
}
