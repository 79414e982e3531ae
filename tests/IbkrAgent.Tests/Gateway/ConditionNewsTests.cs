using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

public sealed class ConditionNewsTests
{
    private readonly ManualTime _time = new(Some.Instant);
    private readonly List<SupervisorEvent.ConditionsObserved> _told = [];
    private readonly ConditionNews _news;

    public ConditionNewsTests() =>
        _news = new(
            ConditionSource.Process,
            _time,
            published => _told.Add(Assert.IsType<SupervisorEvent.ConditionsObserved>(published))
        );

    [Fact]
    public void What_comes_and_goes_is_told_at_once()
    {
        _news.Tell([]);
        Assert.Empty(_told);

        _news.Tell([new(ConditionKind.MemoryHigh, "a")]);
        _news.Tell([new(ConditionKind.MemoryHigh, "a"), new(ConditionKind.MemoryCritical, "a")]);
        _news.Tell([]);

        Assert.Equal([1, 2, 0], _told.Select(told => told.Conditions.Length));
        Assert.All(_told, told => Assert.Equal((ConditionSource.Process, Some.Instant), (told.Source, told.At)));
    }

    [Fact]
    public void A_detail_that_creeps_is_told_every_five_minutes()
    {
        for (var seconds = 0; seconds <= 600; seconds += 20)
        {
            _news.Tell([new(ConditionKind.MemoryHigh, $"{seconds} MiB")]);
            _time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(["0 MiB", "300 MiB", "600 MiB"], _told.Select(told => told.Conditions[0].Detail));
    }
}
