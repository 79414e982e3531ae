using IbkrAgent.Accounts;
using IbkrAgent.Gateway;
using IbkrAgent.Health;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Gateway;

public sealed class ApiBoardTests
{
    private static readonly Condition Farm = new(ConditionKind.FarmBroken, "broken data farms: usfarm");

    private static readonly UnreadPart NoPositions = new(
        AccountPart.Positions,
        UnreadCause.Failed,
        "no end marker within 30 s"
    );

    private static readonly BrokerConnections Connections = new(Live: 1, Unanswered: 0);

    private readonly List<SupervisorEvent> _published = [];
    private readonly RecordingLogger _logger = new();
    private readonly ApiBoard _board;

    public ApiBoardTests() =>
        _board = new(
            new(Some.Settings),
            () => false,
            new(() => Connections),
            new ManualTime(Some.Instant),
            _published.Add,
            _logger
        );

    [Fact]
    public void A_status_is_published_when_it_changes_and_with_each_answer()
    {
        _board.Show(new ApiStatus.Unknown());
        Assert.Empty(_published);

        _board.ShowAnswer(Some.Ready);
        _board.Show(Some.Ready);
        _board.ShowAnswer(Some.Ready);

        var seen = new SupervisorEvent.ApiObserved(Some.Instant, Some.Ready);
        Assert.Equal([seen, seen], _published);
    }

    [Fact]
    public void Conditions_are_published_when_they_change_and_end_with_the_session()
    {
        _board.Show(Some.Session, []);
        Assert.Empty(_published);

        _board.Show(Some.Session, [Farm]);
        _board.Show(Some.Session, [new(Farm.Kind, Farm.Detail)]);
        _board.Show(Some.Account with { Unread = [NoPositions] });
        _board.Show(Some.Account with { Unread = [NoPositions] });
        _board.EndSession();
        _board.EndSession();

        Assert.Equal(
            [
                (ConditionSource.Session, Farm.Detail),
                (ConditionSource.Account, "positions: no end marker within 30 s"),
                (ConditionSource.Session, null),
                (ConditionSource.Account, null),
            ],
            _published
                .OfType<SupervisorEvent.ConditionsObserved>()
                .Select(e => (e.Source, e.Conditions.SingleOrDefault()?.Detail))
        );
        Assert.Null(_board.Session);
        Assert.NotNull(_board.Account);
    }

    [Fact]
    public void What_differs_after_a_reconnection_is_logged_once_and_without_balances()
    {
        _board.Show(Some.Account);
        _board.Show(Some.Account with { Positions = [] });
        Assert.Empty(_logger.Entries); // trading while the session is held is no affair of ours

        _board.EndSession();
        _board.Show(Some.Account);
        _board.Show(Some.Account with { Positions = [] });

        Assert.Equal(
            ["4001 main: differences in the accounts after the reconnection (1): DU1234567 AAPL: -110, was 0"],
            _logger.Entries
        );
    }

    [Fact]
    public void What_is_as_it_was_after_a_reconnection_is_not_worth_a_word()
    {
        _board.Show(Some.Account);
        _board.EndSession();
        _board.Show(Some.Account with { Balances = [] });

        Assert.Empty(_logger.Entries);
    }

    [Fact]
    public void A_reading_that_lacks_a_part_is_not_compared_but_the_next_one_is()
    {
        _board.Show(Some.Account);
        _board.Show(Some.Account with { Positions = [], Unread = [NoPositions] });
        _board.EndSession();
        _board.Show(Some.Account with { Positions = [], Unread = [NoPositions] });
        Assert.Empty(_logger.Entries);

        _board.Show(Some.Account with { Positions = [] });

        Assert.Contains("DU1234567 AAPL: 0, was -110", Assert.Single(_logger.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_ends_before_its_first_reading_leaves_the_comparison_to_the_next()
    {
        _board.Show(Some.Account);
        _board.EndSession();
        _board.EndSession();
        _board.Show(Some.Account with { Orders = [] });

        Assert.Single(_logger.Entries);
    }

    [Fact]
    public void An_api_that_is_read_only_stays_so_for_this_run_and_that_is_said_once()
    {
        Assert.Null(_board.WithoutOrders);
        _board.Show(Some.Session with { IsReadOnly = true }, []);
        _board.Show(Some.Session with { IsReadOnly = true }, []);
        _board.EndSession();
        _board.Show(Some.Session, []);
        Assert.Equal((UnreadCause.ReadOnlyApi, true), (_board.WithoutOrders, _board.Session!.IsReadOnly));
        Assert.StartsWith("4003 ", Assert.Single(_logger.Entries), StringComparison.Ordinal);

        _board.EndSession();
        _board.EndRun();

        Assert.Null(_board.WithoutOrders);
    }

    [Fact]
    public void Orders_that_the_settings_do_not_want_are_not_asked_for()
    {
        var settings = Some.Settings with { Account = Some.Settings.Account with { ReadOrders = false } };
        var board = new ApiBoard(
            new(settings),
            () => false,
            new(() => null),
            new ManualTime(Some.Instant),
            _published.Add,
            _logger
        );

        Assert.Equal(UnreadCause.NotWanted, board.WithoutOrders);
    }

    [Fact]
    public void Orders_of_a_Gateway_that_was_started_read_only_are_not_asked_for()
    {
        var isReadOnly = true;
        var board = new ApiBoard(
            new(Some.Settings),
            () => isReadOnly,
            new(() => null),
            new ManualTime(Some.Instant),
            _published.Add,
            _logger
        );
        Assert.Equal(UnreadCause.ReadOnlyApi, board.WithoutOrders);

        isReadOnly = false;
        Assert.Null(board.WithoutOrders);
    }

    [Fact]
    public void Notices_for_the_operator_are_logged_once_in_a_session()
    {
        var notice = new ErrorMessage(-1, TwsErrorCode.CompetingSession, "no market data during competing session");
        _board.Show(notice);
        _board.Show(notice);
        _board.Show(new ErrorMessage(-1, TwsErrorCode.MarketDataFarmOk, "farm is OK:usfarm"));
        _board.EndSession();
        _board.Show(notice);

        var entry = "4002 main: the Gateway says: 10197 no market data during competing session";
        Assert.Equal([entry, entry], _logger.Entries);
    }
}
