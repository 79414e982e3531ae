using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Health;

/// <summary>The memory of a gateway's unit. All sizes are bytes.</summary>
/// <param name="Used">what the kernel cannot free, see <see cref="MemoryStatText"/>.</param>
/// <param name="WithFileCache">
/// that part could not be told from the rest: <paramref name="Used"/> is an upper bound, shown and never judged.
/// </param>
/// <param name="Limit">MemoryMax= of the unit; null: none.</param>
/// <param name="Warning">from here on it is called high; null: never.</param>
/// <param name="Critical">from here on it is about to be killed; null: never.</param>
/// <param name="GrowthPerHour">over the last hour; null while that cannot be told.</param>
/// <param name="CriticalAt">when it gets critical if it goes on growing so; null: not within a week.</param>
public sealed record MemoryReport(
    long Used,
    bool WithFileCache,
    long? Limit,
    long? Warning,
    long? Critical,
    long? GrowthPerHour,
    DateTimeOffset? CriticalAt
)
{
    /// <summary>What is less is no growth.</summary>
    internal const long LeastGrowth = MiB;

    internal const long MiB = 1024 * 1024;

    private const double WarningShare = 0.80;
    private const double CriticalShare = 0.92;

    private static readonly TimeSpan Farthest = TimeSpan.FromDays(7);

    public static MemoryReport Of(MemoryReading reading, long? growthPerHour, WatchSettings settings, DateTimeOffset at)
    {
        var critical = settings.MemoryCritical * MiB ?? (long?)(reading.Limit * CriticalShare);
        return new(
            reading.Bytes,
            reading.WithFileCache,
            reading.Limit,
            settings.MemoryWarning * MiB ?? (long?)(reading.Limit * WarningShare),
            critical,
            growthPerHour,
            reading.WithFileCache ? null : Reached(critical - reading.Bytes, growthPerHour, at)
        );
    }

    private static DateTimeOffset? Reached(long? distance, long? growthPerHour, DateTimeOffset at) =>
        distance > 0
        && growthPerHour >= LeastGrowth
        && (double)distance / growthPerHour is { } hours
        && hours <= Farthest.TotalHours
            ? at.AddMinutes(Math.Round(TimeSpan.FromHours(hours).TotalMinutes))
            : null;
}
