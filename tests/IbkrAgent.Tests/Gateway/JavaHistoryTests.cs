using IbkrAgent.Gateway;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

public sealed class JavaHistoryTests
{
    private DateTimeOffset _at = Some.Instant;

    [Fact]
    public void A_process_that_stays_is_no_relaunch()
    {
        var history = Look(JavaHistory.Empty, [50], [50], [50]);

        Assert.Equal((50, Some.Instant, 0), (history.Last, history.Since, history.Relaunches));
    }

    [Fact]
    public void Another_id_is_a_relaunch_with_or_without_a_look_in_between()
    {
        var history = Look(JavaHistory.Empty, [], [50], [60], [], [70], [70]);

        Assert.Equal((70, Some.Instant.AddSeconds(80), 2), (history.Last, history.Since, history.Relaunches));
    }

    [Fact]
    public void None_for_a_while_and_then_the_same_is_no_relaunch() =>
        Assert.Equal(0, Look(JavaHistory.Empty, [50], [], [50]).Relaunches);

    [Fact]
    public void Several_are_said_when_they_stay()
    {
        var once = Look(JavaHistory.Empty, [50], [50, 60]);

        Assert.False(once.AreSeveral);
        Assert.True(Look(once, [50, 60]).AreSeveral);
        Assert.True(Look(once, [50, 60, 70]).AreSeveral);
        Assert.False(Look(once, [50]).AreSeveral);
        Assert.False(Look(once, [50, 60], [60]).AreSeveral);
        Assert.Equal((50, 0), (once.Last, once.Relaunches));
    }

    [Fact]
    public void Processes_that_take_turns_are_not_several() =>
        Assert.False(Look(JavaHistory.Empty, [50, 60], [60, 70], [70, 80]).AreSeveral);

    [Fact]
    public void Two_looks_close_to_each_other_are_one()
    {
        var once = Look(JavaHistory.Empty, [50, 60]);

        Assert.False(once.After([50, 60], Some.Instant.AddSeconds(1)).AreSeveral);
        Assert.True(once.After([50, 60], Some.Instant.AddSeconds(1)).After([50, 60], _at).AreSeveral);
    }

    private JavaHistory Look(JavaHistory history, params int[][] looks)
    {
        foreach (var look in looks)
        {
            history = history.After([.. look], _at);
            _at += TimeSpan.FromSeconds(20);
        }

        return history;
    }
}
