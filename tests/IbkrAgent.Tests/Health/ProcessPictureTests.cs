using System.Collections.Immutable;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Health;

public sealed class ProcessPictureTests
{
    private const long MiB = 1024 * 1024;

    private static readonly WatchSettings Marks = Some.Settings.Watch with
    {
        MemoryWarning = 800,
        MemoryCritical = 900,
    };

    private ProcessPicture _picture = ProcessPicture.Empty;
    private DateTimeOffset _at = Some.Instant;

    [Fact]
    public void One_java_and_little_memory_is_as_it_should_be()
    {
        Look(memory: 500, limit: 2048);

        Assert.Empty(_picture.Conditions);
        var report = _picture.Report!;
        Assert.Equal((40, 1, 50, 0), (report.MainPid, report.JavaCount, report.JavaPid, report.Relaunches));
        Assert.Equal(Some.Instant, report.JavaSince);
        Assert.Equal((500 * MiB, 2048 * MiB), (report.Memory!.Used, report.Memory.Limit));
    }

    [Fact]
    public void No_java_is_a_fact_and_no_condition()
    {
        Look(java: [50]);
        Look(java: []);
        Look(java: []);

        Assert.Empty(_picture.Conditions);
        Assert.Equal((0, null, null), (_picture.Report!.JavaCount, _picture.Report.JavaPid, _picture.Report.JavaSince));
    }

    [Fact]
    public void Two_java_that_stay_are_named()
    {
        Look(java: [60, 50]);
        Assert.Empty(_picture.Conditions);

        Look(java: [60, 50]);
        Assert.Equal(
            [new(ConditionKind.SeveralProcesses, "2 Java processes in the unit: 50, 60")],
            _picture.Conditions.AsEnumerable()
        );

        Look(java: [60]);
        Assert.Empty(_picture.Conditions);
    }

    [Theory]
    // memory after memory, what is wrong after the last
    [InlineData(new[] { 799 }, "")]
    [InlineData(new[] { 800 }, "MemoryHigh")]
    [InlineData(new[] { 900 }, "MemoryCritical")]
    // it counts until it is 5 % below
    [InlineData(new[] { 800, 760 }, "MemoryHigh")]
    [InlineData(new[] { 800, 759 }, "")]
    [InlineData(new[] { 800, 759, 799 }, "")]
    [InlineData(new[] { 900, 855 }, "MemoryCritical")]
    [InlineData(new[] { 900, 854 }, "MemoryHigh")]
    [InlineData(new[] { 900, 100 }, "")]
    public void Memory_is_judged_by_two_marks_and_clears_below_them(int[] memory, string kinds)
    {
        foreach (var used in memory)
            Look(memory: used, settings: Marks);

        Assert.Equal(kinds, string.Join(' ', _picture.Conditions.Select(condition => condition.Kind)));
    }

    [Fact]
    public void Without_marks_of_their_own_they_follow_the_limit()
    {
        Look(memory: 1638, limit: 2048);
        Assert.Empty(_picture.Conditions);

        Look(memory: 1639, limit: 2048);
        Assert.Equal([new(ConditionKind.MemoryHigh, "memory 1,639 of 2,048 MiB")], _picture.Conditions.AsEnumerable());

        Look(memory: 1885, limit: 2048);
        Assert.Equal(
            [new(ConditionKind.MemoryCritical, "memory 1,885 of 2,048 MiB")],
            _picture.Conditions.AsEnumerable()
        );
    }

    [Fact]
    public void Without_a_limit_and_without_marks_nothing_is_too_much()
    {
        Look(memory: 1_000_000);

        Assert.Empty(_picture.Conditions);
    }

    [Fact]
    public void Unknown_memory_and_memory_with_the_file_cache_are_never_a_condition()
    {
        Look(memory: 2048, limit: 2048, withFileCache: true);
        Assert.Empty(_picture.Conditions);
        Assert.True(_picture.Report!.Memory!.WithFileCache);

        Look(memory: null);
        Assert.Empty(_picture.Conditions);
        Assert.Null(_picture.Report!.Memory);
    }

    [Fact]
    public void A_leak_says_when_it_gets_critical()
    {
        for (var minutes = 0; minutes <= 30; minutes++)
            Look(memory: 800 + minutes, settings: Marks, after: TimeSpan.FromMinutes(1));

        var condition = Assert.Single(_picture.Conditions);
        Assert.Equal("memory 830 MiB, growing 60 MiB an hour, critical in about 70 min", condition.Detail);
        Assert.Equal(_picture.Report!.At.AddMinutes(70), _picture.Report.Memory!.CriticalAt);
    }

    [Fact]
    public void A_relaunch_begins_the_trend_anew()
    {
        for (var minutes = 0; minutes <= 30; minutes++)
            Look(memory: 800 + minutes, after: TimeSpan.FromMinutes(1));
        Assert.NotNull(_picture.Report!.Memory!.GrowthPerHour);

        Look(java: [60], memory: 300);
        Assert.Null(_picture.Report!.Memory!.GrowthPerHour);
        Assert.Equal(1, _picture.Report.Relaunches);
    }

    private void Look(
        ImmutableArray<int>? java = null,
        int? memory = 500,
        int? limit = null,
        bool withFileCache = false,
        WatchSettings? settings = null,
        TimeSpan? after = null
    )
    {
        MemoryReading? reading = memory is { } used ? new(used * MiB, limit * MiB, withFileCache) : null;
        _picture = _picture.After(new(_at, 40, java ?? [50], reading), settings ?? Some.Settings.Watch);
        _at += after ?? TimeSpan.FromSeconds(20);
    }
}
