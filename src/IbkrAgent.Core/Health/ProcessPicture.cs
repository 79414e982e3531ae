using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Health;

/// <summary>The processes and the memory of one run of the unit, and what is not right with them.</summary>
public sealed record ProcessPicture
{
    /// <summary>A mark that was passed counts until the memory is this far below it: no alert for each wave.</summary>
    private const double ClearedBelow = 0.95;

    public static readonly ProcessPicture Empty = new();

    private ProcessPicture() { }

    /// <summary>What the last look found; null before the first.</summary>
    public ProcessReport? Report { get; private init; }

    public ImmutableArray<Condition> Conditions { get; private init; } = [];

    private JavaHistory Java { get; init; } = JavaHistory.Empty;

    private MemoryTrend Trend { get; init; } = MemoryTrend.Empty;

    private bool IsHigh { get; init; }

    private bool IsCritical { get; init; }

    /// <summary>The picture after a look. Each run of the unit begins with an empty one.</summary>
    public ProcessPicture After(ProcessLook look, WatchSettings settings)
    {
        var java = Java.After(look.JavaPids, look.At);
        var trend = java.Relaunches == Java.Relaunches ? Trend : MemoryTrend.Empty;
        MemoryReport? memory = null;
        if (look.Memory is { } reading)
        {
            trend = trend.After(reading.Bytes, look.At);
            memory = MemoryReport.Of(reading, trend.GrowthPerHour, settings, look.At);
        }

        var isHigh = IsAbove(memory, memory?.Warning, IsHigh);
        var isCritical = IsAbove(memory, memory?.Critical, IsCritical);
        List<Condition> conditions = [];
        if (java.AreSeveral)
            conditions.Add(new(ConditionKind.SeveralProcesses, Describe(java.Present)));
        if (memory is not null && (isHigh || isCritical))
            conditions.Add(
                new(
                    isCritical ? ConditionKind.MemoryCritical : ConditionKind.MemoryHigh,
                    $"memory {MemoryText.Of(memory, look.At)}"
                )
            );

        return new()
        {
            Report = new(
                look.At,
                look.MainPid,
                look.JavaPids.Length,
                look.JavaPids.IsEmpty ? null : java.Last,
                look.JavaPids.IsEmpty ? null : java.Since,
                java.Relaunches,
                memory
            ),
            Conditions = [.. conditions],
            Java = java,
            Trend = trend,
            IsHigh = isHigh,
            IsCritical = isCritical,
        };
    }

    // Memory with the file cache in it reaches any limit sooner or later, and that means nothing.
    private static bool IsAbove(MemoryReport? memory, long? mark, bool was) =>
        memory is { WithFileCache: false } && memory.Used >= (was ? mark * ClearedBelow : mark);

    private static string Describe(ImmutableArray<int> pids)
    {
        var list = string.Join(", ", pids.Order().Select(pid => pid.ToString(CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"{pids.Length} Java processes in the unit: {list}");
    }
}
