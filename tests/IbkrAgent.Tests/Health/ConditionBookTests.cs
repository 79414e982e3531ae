using IbkrAgent.Health;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Health;

public sealed class ConditionBookTests
{
    private static readonly WatchSettings Watch = Some.Settings.Watch;
    private static readonly Condition Memory = new(ConditionKind.MemoryHigh, "1,700 of 2,048 MiB");

    [Fact]
    public void A_broken_farm_counts_when_it_lasts()
    {
        var book = See(ConditionBook.Empty, 0, Some.BrokenFarm);

        Assert.Empty(book.Standing(Watch, At(299)));
        Assert.Equal(At(300), book.NextChange(Watch, At(299)));
        Assert.Equal([Some.BrokenFarm], book.Standing(Watch, At(300)));
    }

    [Fact]
    public void A_farm_that_flaps_is_one_that_is_broken()
    {
        var book = See(ConditionBook.Empty, 0, Some.BrokenFarm);
        for (var second = 20; second < 290; second += 40)
            book = See(See(book, second), second + 20, Some.BrokenFarm).Fade(Watch, At(second + 20));

        Assert.Equal([Some.BrokenFarm], book.Standing(Watch, At(300)));
    }

    [Fact]
    public void A_farm_that_broke_for_a_moment_never_counts()
    {
        var book = See(See(ConditionBook.Empty, 0, Some.BrokenFarm), 10);

        Assert.Empty(book.Standing(Watch, At(400)));
        Assert.Null(book.Fade(Watch, At(40)).NextChange(Watch, At(40)));
        Assert.Empty(See(book.Fade(Watch, At(40)), 200, Some.BrokenFarm).Standing(Watch, At(499)));
    }

    [Fact]
    public void A_farm_counts_a_little_longer_than_it_is_broken()
    {
        var book = See(See(ConditionBook.Empty, 0, Some.BrokenFarm), 310);

        Assert.Equal([Some.BrokenFarm], book.Standing(Watch, At(339)));
        Assert.Equal(At(340), book.NextChange(Watch, At(339)));
        Assert.Empty(book.Standing(Watch, At(340)));
    }

    [Fact]
    public void Each_source_speaks_for_itself()
    {
        var book = ConditionBook
            .Empty.Observe(ConditionSource.Process, [Memory], At(0))
            .Observe(ConditionSource.Network, [Some.Foreign], At(1))
            .Observe(ConditionSource.Network, [], At(2));

        Assert.Equal([Memory], book.Standing(Watch, At(2)));
    }

    [Fact]
    public void The_newest_detail_is_told()
    {
        var newer = Memory with { Detail = "1,800 of 2,048 MiB" };

        var book = ConditionBook
            .Empty.Observe(ConditionSource.Process, [Memory], At(0))
            .Observe(ConditionSource.Process, [newer], At(60));

        Assert.Equal([newer], book.Standing(Watch, At(60)));
    }

    private static ConditionBook See(ConditionBook book, int second, params Condition[] conditions) =>
        book.Observe(ConditionSource.Session, [.. conditions], At(second));

    private static DateTimeOffset At(int second) => Some.Instant + TimeSpan.FromSeconds(second);
}
