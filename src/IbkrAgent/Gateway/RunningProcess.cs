using System.Globalization;

namespace IbkrAgent.Gateway;

/// <summary>A process as /proc/PID/stat shows it (proc_pid_stat(5)).</summary>
/// <param name="Started">in clock ticks since boot; with the id it tells a process from a later one with the same
/// id.</param>
internal sealed record RunningProcess(int Id, string Name, int Parent, long Started)
{
    /// <summary>Null when the text is no such line, or the process has ended and only its status is left.</summary>
    public static RunningProcess? Parse(string stat)
    {
        // The name stands in parentheses and may itself hold blanks and parentheses.
        var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
        if (open < 0 || close < open)
            return null;

        // From field 3 on: state, parent ... and the start time, which is field 22.
        var fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [not ("Z" or "X"), var parent, ..] && fields.Length > 19
            ? new(Number<int>(stat[..open]), stat[(open + 1)..close], Number<int>(parent), Number<long>(fields[19]))
            : null;
    }

    private static T Number<T>(string text)
        where T : IParsable<T> => T.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
