using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Tws;

public sealed class TwsSessionTests
{
    private static readonly byte[] Hello = new ServerHello(176, "20260211 09:30:01 EST").ToFrame();
    private static readonly byte[] OrderId = Wire.Frame("9,1,1");
    private static readonly byte[] Accounts = Wire.Frame("15,1,DU1");
    private static readonly byte[] Notice = Wire.Frame("4,2,-1,2104,Market data farm connection is OK:usfarm,");

    [Fact]
    public void Its_first_words_are_the_hello_and_nothing_more()
    {
        var session = NewSession();

        Assert.Equal(Wire.Hex("41 50 49 00 | 00 00 00 09 | 76 31 30 30 2E 2E 31 37 36"), session.TakeOutput());
        Assert.Empty(session.TakeOutput());
    }

    [Fact]
    public void Start_api_follows_the_version_and_is_sent_once()
    {
        var session = NewSession();
        session.TakeOutput();

        var events = session.Feed(Hello);

        Assert.Equal([new TwsEvent.VersionAgreed(new(176, "20260211 09:30:01 EST"))], events);
        Assert.Equal(Wire.Hex("00 00 00 0B | 37 31 00 32 00 37 39 37 31 00 00"), session.TakeOutput());
        Assert.Empty(session.TakeOutput());
        Assert.Equal(TwsStage.StartApi, session.Stage);
    }

    [Fact]
    public void It_is_ready_with_both_order_id_and_accounts_in_either_order()
    {
        byte[][][] orders =
        [
            [OrderId, Accounts],
            [Accounts, OrderId],
            [Notice, Accounts, Notice, OrderId],
        ];
        foreach (var order in orders)
        {
            var session = NewSession();
            session.Feed(Hello);

            session.Feed([.. order[..^1].SelectMany(frame => frame)]);
            Assert.Equal(TwsStage.StartApi, session.Stage);

            Assert.Equal([new TwsEvent.BecameReady()], session.Feed(order[^1]));
            Assert.Equal((TwsStage.Ready, "DU1"), (session.Stage, session.Accounts));
        }
    }

    [Fact]
    public void Without_an_account_it_is_not_ready_until_one_is_named()
    {
        var session = NewSession();

        session.Feed(Wire.Join(Hello, Wire.Frame("15,1,"), OrderId));
        Assert.Equal(TwsStage.StartApi, session.Stage);

        session.Feed(Accounts);
        Assert.Equal(TwsStage.Ready, session.Stage);
    }

    [Fact]
    public void Chunks_make_no_difference()
    {
        var unknown = Wire.Frame("101,what,ever");
        var bytes = Wire.Join(Hello, Notice, OrderId, unknown, Accounts, Wire.Frame("49,1,1770000000"));
        var atOnce = NewSession();
        var byteByByte = NewSession();

        var expected = atOnce.Feed(bytes);
        var buffered = new List<byte>();
        var seen = new List<TwsEvent>();
        foreach (var b in bytes)
        {
            buffered.Add(b);
            var left = Wire.Scattered([.. buffered]);
            while (byteByByte.Next(ref left) is { } @event)
                seen.Add(@event);

            buffered = [.. left.ToArray()];
        }

        Assert.Empty(buffered);
        Assert.Equal(expected, seen);
        Assert.Equal(4, seen.Count);
        Assert.Equal(new TwsEvent.TimeTold(DateTimeOffset.FromUnixTimeSeconds(1770000000)), seen[^1]);
        Assert.Equal(1, byteByByte.SkippedMessages);
        Assert.Equal(atOnce.TakeOutput(), byteByByte.TakeOutput());
    }

    [Fact]
    public void The_time_is_asked_for_only_when_ready()
    {
        var session = NewSession();
        Assert.Throws<InvalidOperationException>(session.RequestTime);
        session.Feed(Hello);
        Assert.Throws<InvalidOperationException>(session.RequestTime);
        session.Feed(Wire.Join(OrderId, Accounts));
        session.TakeOutput();

        session.RequestTime();

        Assert.Equal(Wire.Frame("49,1"), session.TakeOutput());
    }

    [Theory]
    [InlineData(1102)]
    [InlineData(1101)]
    public void A_lost_broker_is_remembered_until_it_is_back(int restored)
    {
        var session = ReadySession();
        Assert.Null(session.UpstreamLost);

        session.Feed(Wire.Frame("4,2,-1,1100,Connectivity has been lost,"));
        session.Feed(Wire.Frame("4,2,-1,1100,Connectivity has been lost again,"));
        Assert.Equal("1100 Connectivity has been lost", session.UpstreamLost);

        session.Feed(Wire.Frame($"4,2,-1,{restored},restored,"));
        Assert.Null(session.UpstreamLost);

        session.Feed(Wire.Frame("4,2,-1,2110,broken,"));
        Assert.Equal("2110 broken", session.UpstreamLost);
    }

    [Fact]
    public void Accounts_may_be_named_again()
    {
        var session = ReadySession();

        var events = session.Feed(Wire.Frame("15,1,DU2"));

        Assert.Equal([new TwsEvent.AccountsNamed()], events);
        Assert.Equal("DU2", session.Accounts);
    }

    [Fact]
    public void A_version_outside_of_the_range_is_refused_with_both_numbers()
    {
        foreach (var version in new[] { 0, 76, 156, 177, 201 })
        {
            var hello = new ServerHello(version, "x").ToFrame();
            var error = Assert.Throws<TwsProtocolException>(() => NewSession().Feed(hello));

            Assert.Equal(TwsProblem.VersionOutOfRange, error.Problem);
            Assert.Equal($"the peer speaks version {version}, the agent 157 to 176", error.Message);
        }
    }

    [Theory]
    [InlineData(157)]
    [InlineData(163)]
    [InlineData(176)]
    [InlineData(178)]
    [InlineData(193)]
    [InlineData(200)]
    public void Every_version_in_the_range_is_taken(int version)
    {
        var session = new TwsSession(7971, 200);

        session.Feed(Wire.Join(new ServerHello(version, "x").ToFrame(), OrderId, Accounts));

        Assert.Equal((version, TwsStage.Ready), (session.Version.Number, session.Stage));
    }

    [Fact]
    public void A_redirection_is_refused_with_its_target()
    {
        var hello = new ServerHello(-1, "example:4001").ToFrame();
        var error = Assert.Throws<TwsProtocolException>(() => NewSession().Feed(hello));

        Assert.Equal(TwsProblem.Redirect, error.Problem);
        Assert.Contains("example:4001", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("220 mail ready\r\n")]
    [InlineData("\0\0\0\u0004what")]
    [InlineData("\0\0\0\0")]
    [InlineData("\0\0\u0010\u0001")]
    public void Another_program_is_recognised_by_its_first_words(string text)
    {
        var error = Assert.Throws<TwsProtocolException>(() => NewSession().Feed(Encoding.ASCII.GetBytes(text)));

        Assert.Equal(TwsProblem.NotTws, error.Problem);
        Assert.StartsWith("the peer is not a Gateway, it answers '", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_the_peer_closed_is_said_by_what_came_before()
    {
        var session = NewSession();
        Assert.Contains("without a byte", session.DescribeClose(anyByte: false), StringComparison.Ordinal);
        Assert.Contains("in the middle", session.DescribeClose(anyByte: true), StringComparison.Ordinal);

        session.Feed(Hello);
        Assert.Equal("closed after START_API with client id 7971", session.DescribeClose(anyByte: true));

        session.Feed(Wire.Frame("4,2,-1,326,Unable to connect as the client id is already in use,"));
        Assert.True(session.ClientIdInUse);
        Assert.Equal("client id 7971 is in use by another connection", session.DescribeClose(anyByte: true));

        var ready = ReadySession();
        ready.Feed(Wire.Frame("4,2,-1,1300,port changed to 4002,"));
        Assert.Equal(
            "the peer closed the session, last it said: 1300 port changed to 4002",
            ready.DescribeClose(anyByte: true)
        );
    }

    [Fact]
    public void Messages_of_no_interest_are_skipped_without_allocating()
    {
        var session = ReadySession();
        byte[][] kinds =
        [
            Wire.Frame("101,1,something,with,fields"),
            Wire.Frame("3,12,Submitted,40,60,180.25,123456789,0,180.25,7,,0.0"),
            new OpenOrderFields(176).ToFrame(),
            Wire.Frame("61,3,DU1,265598,AAPL,STK,,0.0,,,NASDAQ,USD,AAPL,NMS,-110,201.8829709"),
            Wire.Frame("63,1,1,DU1,NetLiquidation,1,USD"),
        ];
        var bytes = Wire.Join([.. Enumerable.Repeat(kinds, 200).SelectMany(frames => frames)]);
        Skip(session, bytes); // the first round compiles

        var before = GC.GetAllocatedBytesForCurrentThread();
        Skip(session, bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(2000, session.SkippedMessages);
    }

    [Fact]
    public void No_bytes_make_it_throw_anything_but_a_protocol_error()
    {
        var known =
            from id in Gen.Elements(3, 4, 5, 9, 15, 49, 53, 61, 62, 63, 64, 71, 101)
            from count in Gen.Choose(0, 8)
            from frame in Fields(id, count)
            select frame;
        var garbage = ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? []);
        var streams = Gen.ListOf(Gen.Frequency((4, known), (1, garbage)));
        var runs =
            from version in Gen.Elements(0, 157, 166, 176, 194, 200)
            from parts in streams
            select (version, parts);

        Prop.ForAll(
                runs.ToArbitrary(),
                run =>
                {
                    var session = new TwsSession(7971, 200);
                    var hello = run.version == 0 ? [] : new ServerHello(run.version, "x").ToFrame();
                    try
                    {
                        session.Feed(hello);
                        if (run.version > 0)
                        {
                            session.Feed(Wire.Join(OrderId, Accounts));
                            session.BeginAccountReading(withoutOrders: null);
                        }

                        session.Feed(Wire.Join([.. run.parts]));
                        session.EndAccountReading(Some.Instant, TimeSpan.FromSeconds(30));
                    }
                    catch (InvalidOperationException) when (run.version == 0)
                    {
                        // nobody agreed on a version, so no reading was begun
                    }
                    catch (TwsProtocolException e)
                    {
                        Assert.NotEmpty(e.Message);
                    }

                    Assert.NotEmpty(session.DescribeClose(anyByte: true));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static Gen<byte[]> Fields(int id, int count) =>
        Gen.ArrayOf(Gen.Elements("", "1", "-1", "326", "1100", "DU1", "x", @"\u00", "99999999999999999999"), count)
            .Select(fields => Wire.Frame(string.Join(',', [$"{id}", .. fields])));

    private static void Skip(TwsSession session, byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.Null(session.Next(ref buffer));
    }

    private static TwsSession NewSession() => new(7971, 176);

    private static TwsSession ReadySession()
    {
        var session = NewSession();
        session.Feed(Wire.Join(Hello, OrderId, Accounts));
        return session;
    }
}
