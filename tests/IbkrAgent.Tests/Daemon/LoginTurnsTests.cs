using IbkrAgent.Daemon;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Daemon;

public sealed class LoginTurnsTests : IDisposable
{
    private readonly ManualTime _time = new(Some.Instant);
    private readonly LoginTurns _turns;
    private readonly List<string> _granted = [];

    public LoginTurnsTests() => _turns = new(_time);

    public void Dispose() => _turns.Dispose();

    [Fact]
    public void The_first_who_asks_has_the_turn_at_once()
    {
        Take("a");
        Assert.Equal(["a"], _granted);
    }

    [Fact]
    public void Others_wait_in_the_order_in_which_they_asked_and_some_time_after_the_one_before_has_left()
    {
        Take("a");
        Take("b");
        Take("c");
        Assert.Equal(["a"], _granted);

        _turns.Leave("a");
        _time.Advance(LoginTurns.Stagger - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a"], _granted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a", "b"], _granted);

        _time.Advance(TimeSpan.FromHours(1));
        _turns.Leave("b");
        _time.Advance(LoginTurns.Stagger);
        Assert.Equal(["a", "b", "c"], _granted);
    }

    [Fact]
    public void Who_comes_while_the_turn_rests_waits_as_well()
    {
        Take("a");
        _turns.Leave("a");
        Take("b");
        Assert.Equal(["a"], _granted);

        _time.Advance(LoginTurns.Stagger);
        Assert.Equal(["a", "b"], _granted);
    }

    [Fact]
    public void Who_had_the_turn_need_not_rest_after_itself()
    {
        Take("a");
        _turns.Leave("a");
        Take("a");
        Assert.Equal(["a", "a"], _granted);

        Take("b");
        _turns.Leave("a");
        Take("a");
        _time.Advance(LoginTurns.Stagger);
        Assert.Equal(["a", "a", "b"], _granted);
    }

    [Fact]
    public void A_turn_that_nobody_waited_for_is_there_for_the_next()
    {
        Take("a");
        _turns.Leave("a");
        _time.Advance(LoginTurns.Stagger);
        Take("b");
        Assert.Equal(["a", "b"], _granted);
    }

    [Fact]
    public void Asking_twice_gives_one_turn()
    {
        Take("a");
        Take("b");
        Take("b");
        _turns.Leave("a");
        _time.Advance(LoginTurns.Stagger);
        _turns.Leave("b");
        _time.Advance(LoginTurns.Stagger);
        Assert.Equal(["a", "b"], _granted);
    }

    [Fact]
    public void Who_has_the_turn_hears_so_again_and_nobody_else_does()
    {
        Take("a");
        Take("b");
        Take("a");
        Assert.Equal(["a", "a"], _granted);
    }

    [Fact]
    public void Who_leaves_the_queue_is_passed_over()
    {
        Take("a");
        Take("b");
        Take("c");
        _turns.Leave("b");
        _turns.Leave("nobody");
        _turns.Leave("a");
        _time.Advance(LoginTurns.Stagger);
        Assert.Equal(["a", "c"], _granted);
    }

    [Fact]
    public void Leaving_twice_does_not_let_two_in()
    {
        Take("a");
        Take("b");
        Take("c");
        _turns.Leave("a");
        _turns.Leave("a");
        _time.Advance(LoginTurns.Stagger * 3);
        Assert.Equal(["a", "b"], _granted);
    }

    [Fact]
    public void The_grant_may_ask_and_leave_itself()
    {
        _turns.Take(
            "a",
            () =>
            {
                Take("b");
                _turns.Leave("a");
            }
        );
        _time.Advance(LoginTurns.Stagger);
        Assert.Equal(["b"], _granted);
    }

    private void Take(string gateway) => _turns.Take(gateway, () => _granted.Add(gateway));
}
