using IbkrAgent.Accounts;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Tws;

public sealed class AccountReadingTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly Position Apple = new("DU1", 265598, "AAPL", "STK", "USD", "AAPL", -110, 201.88m);

    public static TheoryData<int> Versions { get; } = [157, 163, 166, 176, 178, 193, 194, 200];

    [Fact]
    public void Nothing_is_asked_before_the_session_is_ready()
    {
        var session = new TwsSession(7971, 176);

        Assert.Throws<InvalidOperationException>(() => session.BeginAccountReading(withoutOrders: null));
    }

    [Fact]
    public void Two_readings_at_once_are_not_possible()
    {
        var session = Begun();

        Assert.Throws<InvalidOperationException>(() => session.BeginAccountReading(withoutOrders: null));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Each_part_is_asked_for_read_to_its_end_and_cancelled(int version)
    {
        var session = SessionFeeding.Ready(version);
        session.BeginAccountReading(withoutOrders: null);
        Assert.Equal(
            ["61|1", "16|1", "62|1|900001|All|NetLiquidation,TotalCashValue,BuyingPower"],
            session.TakeRequests()
        );

        var events = session.Feed(Answers(version));

        Assert.Equal([new TwsEvent.AccountAnswered()], events);
        Assert.Equal(["64|1", "63|1|900001"], session.TakeRequests());
        CheckAnswers(session.EndAccountReading(Some.Instant, Timeout));
        Assert.Empty(session.TakeRequests());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Bytes_that_come_one_by_one_make_the_same_reading(int version)
    {
        var session = SessionFeeding.Ready(version);
        session.BeginAccountReading(withoutOrders: null);

        Assert.Equal([new TwsEvent.AccountAnswered()], session.FeedSlowly(Answers(version)));

        CheckAnswers(session.EndAccountReading(Some.Instant, Timeout));
    }

    [Fact]
    public void The_status_is_that_of_the_message_after_the_order()
    {
        var session = Begun();
        session.Feed(new OpenOrderFields(176) { Status = "PreSubmitted" }.ToFrame());
        session.Feed(new OrderStatus(12, "SomethingNew", 0, 100, 123456789, 7));
        session.Feed("53,1");

        var order = Assert.Single(End(session).Orders);

        Assert.Equal(("SomethingNew", 100), (order.Status, order.Remaining));
    }

    [Fact]
    public void The_status_inside_the_order_serves_where_none_follows()
    {
        var session = Begun();
        session.Feed(new OpenOrderFields(176) { Status = "PreSubmitted" }.ToFrame());
        session.Feed("53,1");

        Assert.Equal("PreSubmitted", Assert.Single(End(session).Orders).Status);
    }

    [Fact]
    public void Orders_are_told_apart_by_their_permanent_id_alone()
    {
        var session = Begun();
        foreach (var (order, client, permanent) in new[] { (12, 7, 100), (12, 8, 200), (0, 0, 300), (0, 0, 400) })
            session.Feed(Order(order, client, permanent));

        // told again, as other clients see it
        session.Feed(Order(0, 0, 100));
        session.Feed("53,1");

        Assert.Equal([100, 200, 300, 400], End(session).Orders.Select(order => order.PermanentId));
    }

    [Fact]
    public void Orders_without_a_permanent_id_are_told_apart_by_client_and_number()
    {
        var session = Begun();
        session.Feed(Order(1, 7, 0));
        session.Feed(Order(2, 7, 0));
        session.Feed(new OrderStatus(2, "ApiPending", 0, 100, 0, 7));
        session.Feed("53,1");

        Assert.Equal([(1, "Submitted"), (2, "ApiPending")], End(session).Orders.Select(o => (o.OrderId, o.Status)));
    }

    [Theory]
    [InlineData("Filled", 0)]
    [InlineData("Cancelled", 0)]
    [InlineData("ApiCancelled", 0)]
    [InlineData("Inactive", 1)]
    [InlineData("PendingCancel", 1)]
    public void An_order_that_ends_meanwhile_is_not_open(string status, int open)
    {
        var session = Begun();
        session.Feed(Order(1, 7, 100));
        session.Feed(new OrderStatus(1, status, 100, 0, 100, 7));
        session.Feed("53,1");

        Assert.Equal(open, End(session).Orders.Length);
    }

    [Fact]
    public void A_position_that_was_closed_is_none_and_the_last_word_counts()
    {
        var session = Begun();
        session.Feed(Apple);
        session.Feed(Apple with { ContractId = 1, Size = 5 });
        session.Feed(Apple with { Size = 0 });
        session.Feed("62,1");

        Assert.Equal(1, Assert.Single(End(session).Positions).ContractId);
    }

    [Fact]
    public void Rows_after_the_end_are_skipped()
    {
        var session = Begun();
        session.Feed("62,1");
        session.Feed(Apple);

        Assert.Equal(1, session.SkippedMessages);
        Assert.Empty(End(session).Positions);
    }

    [Fact]
    public void An_end_that_never_comes_costs_its_part_and_nothing_else()
    {
        var session = Begun();
        session.Feed(Apple);
        session.Feed(Order(1, 7, 100));
        session.Feed("53,1");
        session.Feed("63,1,900001,DU1,NetLiquidation,1000000.00,USD");
        session.TakeOutput();
        Assert.False(session.IsAccountAnswered);

        var snapshot = End(session);

        Assert.Equal(
            [
                new(AccountPart.Positions, UnreadCause.Failed, "no end marker within 30 s"),
                new(AccountPart.Balances, UnreadCause.Failed, "no end marker within 30 s"),
            ],
            snapshot.Unread
        );
        Assert.Empty(snapshot.Positions);
        Assert.Empty(snapshot.Balances);
        Assert.Single(snapshot.Orders);
        Assert.Equal(["64|1", "63|1|900001"], session.TakeRequests());
        Assert.Equal(TwsStage.Ready, session.Stage);
    }

    [Fact]
    public void The_late_end_of_an_answer_that_was_given_up_is_not_taken_for_that_of_the_next()
    {
        var session = Begun();
        session.Feed(Apple);
        End(session);
        session.BeginAccountReading(withoutOrders: null);
        session.TakeOutput();

        // the rest of the first answer: whether it is one cannot be told, so it is asked once more
        session.Feed(Apple with { ContractId = 2 });
        session.Feed("62,1");
        Assert.Equal(["64|1", "61|1"], session.TakeRequests());
        session.Feed(Apple);
        session.Feed(Apple with { ContractId = 2 });
        session.Feed("62,1");

        Assert.Equal([2, 265598], End(session).Positions.Select(position => position.ContractId));
    }

    [Fact]
    public void An_end_that_comes_between_two_readings_is_not_waited_for_any_more()
    {
        var session = Begun();
        session.Feed(Apple);
        End(session);
        session.Feed("62,1");
        session.BeginAccountReading(withoutOrders: null);
        session.Feed(Apple);
        session.Feed("62,1");

        Assert.Single(End(session).Positions);
    }

    [Fact]
    public void Balances_of_an_earlier_request_are_not_taken()
    {
        var session = Begun();
        End(session);
        session.BeginAccountReading(withoutOrders: null);
        session.TakeOutput();
        session.Feed("63,1,900001,DU1,NetLiquidation,1,USD");
        session.Feed("64,1,900001");
        session.Feed("63,1,900002,DU1,NetLiquidation,2,USD");
        session.Feed("63,1,900002,DU1,AccountType,INDIVIDUAL,");
        session.Feed("64,1,900002");

        var balance = Assert.Single(End(session).Balances);

        Assert.Equal(new("DU1", "USD", NetLiquidation: 2, TotalCashValue: null, BuyingPower: null), balance);
    }

    [Theory]
    [InlineData("61,3,DU1,x", AccountPart.Positions, "Position: contract id is 'x', not a number")]
    [InlineData("5,1,2", AccountPart.Orders, "OpenOrder: symbol is missing")]
    [InlineData("3,1,Submitted,many", AccountPart.Orders, "OrderStatus: filled is 'many', not a number")]
    [InlineData("63,1,900001,DU1", AccountPart.Balances, "AccountSummary: tag is missing")]
    [InlineData("63,1,900001,DU1,BuyingPower,much,USD", AccountPart.Balances, "BuyingPower of DU1 is not a number")]
    [InlineData("64,1,900001", AccountPart.Balances, "the end marker came before any value")]
    public void A_row_that_cannot_be_read_costs_its_part_and_not_the_session(string row, AccountPart part, string why)
    {
        var session = Begun();
        session.Feed(row);
        foreach (var end in new[] { "62,1", "53,1", "63,1,900001,DU1,BuyingPower,1,USD", "64,1,900001" })
            session.Feed(end);

        Assert.True(session.IsAccountAnswered);
        Assert.Equal([new(part, UnreadCause.Failed, why)], End(session).Unread);
        Assert.Equal(TwsStage.Ready, session.Stage);
    }

    [Fact]
    public void A_read_only_api_withholds_orders_and_that_is_no_failure()
    {
        var session = Begun();
        session.Feed("62,1");
        session.Feed("63,1,900001,DU1,BuyingPower,1,USD");
        session.Feed("64,1,900001");
        Assert.False(session.IsAccountAnswered);

        session.Feed("4,2,-1,321,The API interface is currently in Read-Only mode.,");

        Assert.True(session.IsAccountAnswered);
        Assert.True(session.IsReadOnly);
        Assert.Equal(
            [new(AccountPart.Orders, UnreadCause.ReadOnlyApi, "the API is read-only, which withholds orders")],
            End(session).Unread
        );
    }

    [Fact]
    public void An_error_with_the_number_of_our_request_is_its_answer()
    {
        var session = Begun();
        session.Feed("4,2,900001,322,Maximum number of account summary requests exceeded,");

        Assert.Equal(
            new UnreadPart(
                AccountPart.Balances,
                UnreadCause.Failed,
                "322 Maximum number of account summary requests exceeded"
            ),
            Assert.Single(End(session).Unread, unread => unread.Part == AccountPart.Balances)
        );
    }

    [Fact]
    public void Orders_that_are_not_wanted_are_not_asked_for()
    {
        var session = SessionFeeding.Ready();
        session.BeginAccountReading(UnreadCause.NotWanted);

        Assert.DoesNotContain("16|1", session.TakeRequests());
        Assert.Equal(UnreadCause.NotWanted, End(session).Unread.Single(u => u.Part == AccountPart.Orders).Cause);
    }

    [Fact]
    public void Five_thousand_positions_and_orders_are_read()
    {
        var session = Begun();
        byte[][] rows =
        [
            .. Enumerable.Range(1, 5000).Select(i => Encode(Apple with { ContractId = i })),
            Wire.Frame("62,1"),
            .. Enumerable.Range(1, 5000).SelectMany(i => new[] { Order(i, 7, i), Encode(Status(i)) }),
            Wire.Frame("53,1"),
        ];

        session.Feed(Wire.Join(rows));

        var snapshot = End(session);
        Assert.Equal((5000, 5000), (snapshot.Positions.Length, snapshot.Orders.Length));
        Assert.Empty(AccountComparison.Between(snapshot, snapshot));
    }

    [Fact]
    public void Rows_without_end_do_not_fill_the_memory()
    {
        var session = Begun();

        session.Feed(Wire.Join([.. Enumerable.Range(1, 50_001).Select(i => Encode(Apple with { ContractId = i }))]));

        Assert.Equal(
            new UnreadPart(AccountPart.Positions, UnreadCause.Failed, "there are more than 50000 rows"),
            Assert.Single(End(session).Unread, unread => unread.Part == AccountPart.Positions)
        );
    }

    private static TwsSession Begun()
    {
        var session = SessionFeeding.Ready();
        session.BeginAccountReading(withoutOrders: null);
        session.TakeOutput();
        return session;
    }

    private static AccountSnapshot End(TwsSession session) => session.EndAccountReading(Some.Instant, Timeout);

    private static byte[] Encode<T>(T message, int version = 176)
        where T : ITwsMessage<T> => FieldWriter.Encode(message, new(version));

    private static OrderStatus Status(int permanentId) => new(permanentId, "Submitted", 0, 100, permanentId, 7);

    private static byte[] Order(int orderId, int clientId, int permanentId)
    {
        var fields = new OpenOrderFields(176).Fields().ToArray();
        (fields[1], fields[24], fields[25]) = ($"{orderId}", $"{clientId}", $"{permanentId}");
        return Wire.Fields(fields);
    }

    private static byte[] Answers(int version) =>
        Wire.Join(
            Encode(Apple, version),
            new OpenOrderFields(version).ToFrame(),
            Wire.Frame("101,of,no,interest"),
            Encode(new OrderStatus(12, "Submitted", 40, 60, 123456789, 7), version),
            Encode(new PositionEnd(), version),
            Encode(new AccountSummary(900001, "DU1", "NetLiquidation", "1000000.00", "USD"), version),
            Encode(new AccountSummary(900001, "DU1", "BuyingPower", "4E6", "USD"), version),
            Encode(new OpenOrderEnd(), version),
            Encode(new AccountSummaryEnd(900001), version)
        );

    private static void CheckAnswers(AccountSnapshot snapshot)
    {
        Assert.Equal(Some.Instant, snapshot.At);
        Assert.Empty(snapshot.Unread);
        Assert.Equal(
            [new("DU1", 265598, "AAPL", "STK", "USD", "AAPL", Size: -110, AverageCost: 201.88m)],
            snapshot.Positions
        );
        Assert.Equal(
            [
                new(
                    123456789,
                    7,
                    12,
                    "DU1",
                    "AAPL",
                    "STK",
                    "BUY",
                    100,
                    "LMT",
                    "GTC",
                    IsAttached: false,
                    "Submitted",
                    Filled: 40,
                    Remaining: 60
                ),
            ],
            snapshot.Orders
        );
        Assert.Equal([new("DU1", "USD", 1_000_000, TotalCashValue: null, BuyingPower: 4_000_000)], snapshot.Balances);
    }
}
