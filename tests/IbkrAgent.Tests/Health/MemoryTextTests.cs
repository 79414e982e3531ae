using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Health;

public sealed class MemoryTextTests
{
    [Theory]
    // used, limit, growth an hour, all in MiB
    [InlineData(1640, 2048, 35, "1,640 of 2,048 MiB, growing 35 MiB an hour, critical in about 7 h")]
    [InlineData(1640, 2048, 1, "1,640 of 2,048 MiB, growing 1 MiB an hour")]
    [InlineData(1640, 2048, 4, "1,640 of 2,048 MiB, growing 4 MiB an hour, critical in about 3 days")]
    [InlineData(1640, 2048, 400, "1,640 of 2,048 MiB, growing 400 MiB an hour, critical in about 37 min")]
    [InlineData(1640, 2048, 0, "1,640 of 2,048 MiB, steady")]
    [InlineData(1640, 2048, -35, "1,640 of 2,048 MiB, shrinking 35 MiB an hour")]
    [InlineData(1640, 2048, null, "1,640 of 2,048 MiB")]
    [InlineData(1900, 2048, 35, "1,900 of 2,048 MiB, growing 35 MiB an hour")]
    [InlineData(640, null, 35, "640 MiB, growing 35 MiB an hour")]
    public void Numbers_and_trend_are_named(int used, int? limit, int? growth, string text) =>
        Assert.Equal(text, MemoryText.Of(Report(used, limit, growth, withFileCache: false), Some.Instant));

    [Fact]
    public void With_the_file_cache_it_says_that_it_is_not_judged() =>
        Assert.Equal(
            "1,640 of 2,048 MiB with what is cached of files, so not judged, growing 35 MiB an hour",
            MemoryText.Of(Report(1640, 2048, 35, withFileCache: true), Some.Instant)
        );

    private static MemoryReport Report(int used, int? limit, int? growth, bool withFileCache)
    {
        const long mib = 1024 * 1024;
        var reading = new MemoryReading(used * mib, limit * mib, withFileCache);
        return MemoryReport.Of(reading, growth * mib, Some.Settings.Watch, Some.Instant);
    }
}
