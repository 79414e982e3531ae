using IbkrAgent.Accounts;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;

namespace IbkrAgent.Tests.Tws;

public sealed class AccountPollingTests
{
    private readonly TwsSession _session = SessionFeeding.Ready();
    private readonly AccountPolling _polling;

    public AccountPollingTests() => _polling = new(_session, Seconds(300), Seconds(30));

    [Fact]
    public void The_first_reading_is_due_at_once_and_the_next_after_the_interval()
    {
        Begin(at: 0, expected: true);
        Answer();
        Assert.NotNull(_polling.TryEnd(Seconds(1), Some.Instant));

        Assert.Equal(Seconds(300), _polling.NextAt);
        Begin(at: 299, expected: false);
        Begin(at: 300, expected: true);
    }

    [Fact]
    public void Another_interval_moves_the_reading_that_is_due()
    {
        Begin(at: 0, expected: true);
        Answer();
        Assert.NotNull(_polling.TryEnd(Seconds(1), Some.Instant));

        _polling.Adjust(Seconds(60), newWithoutOrders: null);
        Assert.Equal(Seconds(60), _polling.NextAt);
        _polling.Adjust(Seconds(600), newWithoutOrders: null);
        Assert.Equal(Seconds(600), _polling.NextAt);
        _polling.Adjust(Seconds(600), newWithoutOrders: null);
        Assert.Equal(Seconds(600), _polling.NextAt);
    }

    [Fact]
    public void Another_interval_does_not_put_the_first_reading_off()
    {
        _polling.Adjust(Seconds(600), newWithoutOrders: null);
        Begin(at: 0, expected: true);
    }

    [Fact]
    public void Orders_that_are_not_wanted_any_more_are_not_read()
    {
        _polling.Adjust(Seconds(300), UnreadCause.NotWanted);
        Begin(at: 0, expected: true);

        var snapshot = _polling.TryEnd(Seconds(30), Some.Instant);

        Assert.Contains(
            snapshot!.Unread,
            unread => unread is { Part: AccountPart.Orders, Cause: UnreadCause.NotWanted }
        );
    }

    [Fact]
    public void While_one_is_under_way_no_other_begins()
    {
        Begin(at: 0, expected: true);

        Assert.Equal(Seconds(30), _polling.NextAt);
        Begin(at: 29, expected: false);
        Assert.Null(_polling.TryEnd(Seconds(29), Some.Instant));
    }

    [Fact]
    public void One_that_takes_too_long_is_ended()
    {
        Begin(at: 0, expected: true);

        var snapshot = _polling.TryEnd(Seconds(30), Some.Instant);

        Assert.Equal(3, snapshot!.Unread.Length);
        Assert.Null(_polling.TryEnd(Seconds(31), Some.Instant));
        Begin(at: 31, expected: false);
    }

    [Fact]
    public void What_could_not_be_read_is_asked_for_again_after_a_minute()
    {
        Begin(at: 0, expected: true);
        _polling.TryEnd(Seconds(30), Some.Instant);

        Begin(at: 89, expected: false);
        Begin(at: 90, expected: true);
    }

    [Fact]
    public void What_was_being_read_when_the_broker_was_lost_is_dropped_and_read_anew()
    {
        Begin(at: 0, expected: true);
        Answer();
        _session.Feed("4,2,-1,1100,lost,");

        Assert.Null(_polling.TryEnd(Seconds(1), Some.Instant));

        Begin(at: 2, expected: false);
        _session.Feed("4,2,-1,1102,restored,");
        Begin(at: 3, expected: true);
    }

    [Fact]
    public void An_interval_shorter_than_the_timeout_makes_no_two_at_once()
    {
        var polling = new AccountPolling(_session, Seconds(10), Seconds(30));
        polling.BeginIfDue(Seconds(0));
        polling.BeginIfDue(Seconds(20));
        polling.TryEnd(Seconds(30), Some.Instant);
        _session.TakeOutput();

        polling.BeginIfDue(Seconds(30));

        Assert.Contains("61|1", _session.TakeRequests());
    }

    [Fact]
    public void While_the_broker_is_lost_nothing_is_read()
    {
        _session.Feed("4,2,-1,1100,lost,");
        Begin(at: 0, expected: false);
        Assert.Equal(TimeSpan.MaxValue, _polling.NextAt);

        _session.Feed("4,2,-1,1102,restored,");

        Begin(at: 400, expected: true);
    }

    [Fact]
    public void Once_the_api_is_known_to_be_read_only_orders_are_not_asked_for_any_more()
    {
        Begin(at: 0, expected: true);
        _session.Feed("4,2,-1,321,Read-Only mode,");
        Answer();
        _polling.TryEnd(Seconds(1), Some.Instant);
        _session.TakeOutput();

        _polling.BeginIfDue(Seconds(300));

        Assert.DoesNotContain("16|1", _session.TakeRequests());
    }

    [Fact]
    public void A_gateway_that_wants_fewer_requests_is_left_alone_for_an_interval()
    {
        _polling.Postpone(Seconds(0));

        Begin(at: 299, expected: false);
        Begin(at: 300, expected: true);
    }

    [Fact]
    public void Orders_that_are_not_wanted_are_never_asked_for()
    {
        new AccountPolling(_session, Seconds(300), Seconds(30), UnreadCause.NotWanted).BeginIfDue(Seconds(0));

        Assert.DoesNotContain("16|1", _session.TakeRequests());
    }

    private void Begin(int at, bool expected)
    {
        _session.TakeOutput();
        _polling.BeginIfDue(Seconds(at));
        Assert.Equal(expected, _session.TakeRequests().Contains("61|1"));
    }

    private void Answer()
    {
        foreach (var frame in new[] { "62,1", "53,1", "63,1,900001,DU1,NetLiquidation,1,USD", "64,1,900001" })
            _session.Feed(frame);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
