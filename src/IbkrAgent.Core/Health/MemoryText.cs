using static System.FormattableString;

namespace IbkrAgent.Health;

/// <summary>Memory for people: <c>1,640 of 2,048 MiB, growing 35 MiB an hour, critical in about 7 h</c>.</summary>
public static class MemoryText
{
    /// <param name="at">when it is read.</param>
    public static string Of(MemoryReport memory, DateTimeOffset at) =>
        Amount(memory)
        + Growth(memory.GrowthPerHour)
        + (memory.CriticalAt is { } critical ? Remaining(critical - at) : "");

    private static string Amount(MemoryReport memory)
    {
        var amount = memory.Limit is { } limit
            ? Invariant($"{InMiB(memory.Used):N0} of {InMiB(limit):N0} MiB")
            : Invariant($"{InMiB(memory.Used):N0} MiB");
        return memory.WithFileCache ? $"{amount} with what is cached of files, so not judged" : amount;
    }

    private static string Growth(long? perHour) =>
        perHour switch
        {
            null => "",
            >= MemoryReport.LeastGrowth and var growth => Invariant($", growing {InMiB(growth):N0} MiB an hour"),
            <= -MemoryReport.LeastGrowth and var growth => Invariant($", shrinking {InMiB(-growth):N0} MiB an hour"),
            _ => ", steady",
        };

    private static string Remaining(TimeSpan remaining) =>
        remaining switch
        {
            { TotalMinutes: < 90 } => Invariant($", critical in about {Math.Max(1, remaining.TotalMinutes):N0} min"),
            { TotalHours: < 48 } => Invariant($", critical in about {remaining.TotalHours:N0} h"),
            _ => Invariant($", critical in about {remaining.TotalDays:N0} days"),
        };

    private static double InMiB(long bytes) => bytes / (double)MemoryReport.MiB;
}
