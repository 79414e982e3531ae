using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Tws;

public sealed class AccountMessageTests
{
    private static readonly ServerVersion[] Versions =
    [
        new(157),
        new(163),
        new(166),
        new(176),
        new(178),
        new(193),
        new(194),
        new(200),
    ];

    private static readonly Position Apple = new("DU1", 265598, "AAPL", "STK", "USD", "AAPL", -110, 201.8829709m);

    [Fact]
    public void Requests_are_written_alike_in_every_version() =>
        Assert.All(
            Versions,
            version =>
            {
                Assert.Equal(Wire.Hex("00 00 00 05 | 36 31 00 31 00"), Encode(new PositionsRequest(), version));
                Assert.Equal(Wire.Frame("64,1"), Encode(new CancelPositions(), version));
                Assert.Equal(Wire.Frame("16,1"), Encode(new OpenOrdersRequest(), version));
                Assert.Equal(Wire.Frame("63,1,900001"), Encode(new CancelAccountSummary(900001), version));
                Assert.Equal(
                    Wire.Fields("62", "1", "900001", "All", "NetLiquidation,BuyingPower"),
                    Encode(new AccountSummaryRequest(900001, "NetLiquidation,BuyingPower"), version)
                );
            }
        );

    [Fact]
    public void Answers_are_read_alike_in_every_version() =>
        Assert.All(
            Versions,
            version =>
            {
                Assert.Equal(
                    Apple,
                    Decode<Position>("61,3,DU1,265598,AAPL,STK,,0.0,,,NASDAQ,USD,AAPL,NMS,-110,201.8829709", version)
                );
                Assert.Equal(
                    new AccountSummary(900001, "DU1", "NetLiquidation", "1000000.00", "USD"),
                    Decode<AccountSummary>("63,1,900001,DU1,NetLiquidation,1000000.00,USD", version)
                );
                Assert.Equal(
                    new OrderStatus(12, "Submitted", 40, 60, 123456789, 7),
                    Decode<OrderStatus>("3,12,Submitted,40,60,180.25,123456789,0,180.25,7,,0.0", version)
                );
                Assert.Equal(new AccountSummaryEnd(900001), Decode<AccountSummaryEnd>("64,1,900001", version));
                Assert.Equal(new PositionEnd(), Decode<PositionEnd>("62,1", version));
                Assert.Equal(new OpenOrderEnd(), Decode<OpenOrderEnd>("53,1", version));
            }
        );

    [Fact]
    public void Rows_are_written_with_every_field_of_the_layout()
    {
        Assert.Equal(
            Wire.Frame("61,3,DU1,265598,AAPL,STK,,0.0,,,,USD,AAPL,AAPL,-110,201.8829709"),
            Encode(Apple, new(176))
        );
        Assert.Equal(
            Wire.Frame("3,12,Submitted,40,60,0.0,123456789,0,0.0,7,,0.0"),
            Encode(new OrderStatus(12, "Submitted", 40, 60, 123456789, 7), new(176))
        );
    }

    [Theory]
    // message version 1 has neither trading class nor average cost, 2 has no average cost
    [InlineData("61,1,DU1,265598,AAPL,STK,,0.0,,,NASDAQ,USD,AAPL,-110")]
    [InlineData("61,2,DU1,265598,AAPL,STK,,0.0,,,NASDAQ,USD,AAPL,NMS,-110")]
    public void Old_rows_of_positions_lack_fields_at_the_end(string fields) =>
        Assert.Equal(Apple with { AverageCost = null }, Decode<Position>(fields, new(176)));

    [Fact]
    public void The_blanks_inside_the_name_of_an_option_are_kept() =>
        Assert.Equal(
            "AAPL  260116C00200000",
            Decode<Position>(
                "61,3,DU1,1,AAPL,OPT,20260116,200.0,C,100,,USD,AAPL  260116C00200000,AAPL,1,250",
                new(176)
            ).LocalSymbol
        );

    [Theory]
    [InlineData("SomethingNew")]
    [InlineData("")]
    public void A_status_that_is_not_known_is_taken_as_it_is(string status) =>
        Assert.Equal(status, Decode<OrderStatus>($"3,0,{status},,2147483647,0.0,0,0,0.0,0,,0.0", new(176)).Status);

    [Theory]
    [InlineData("61,3,DU1,265598,AAPL,STK,,0.0,,,NASDAQ,USD,AAPL,NMS,,1", "Position: position is not set")]
    [InlineData(
        "61,3,DU1,265598,AAPL,STK",
        "Position: last trade date, strike, right, multiplier or exchange is missing"
    )]
    [InlineData("61,3,DU1,265598,AA\u001b[2JPL,STK", "Position: symbol is 'AA.[2JPL', which cannot be shown")]
    public void A_row_that_cannot_be_read_names_its_field(string fields, string problem) =>
        Assert.Equal(problem, Assert.Throws<TwsProtocolException>(() => Decode<Position>(fields, new(176))).Message);

    [Fact]
    public void What_was_written_is_read_again()
    {
        var word = Gen.Elements("", "DU1", "AAPL", "AAPL  260116C00200000", "Ünïcode", "1e5");
        var size = from cents in Gen.Choose(int.MinValue, int.MaxValue) select cents / 10000m;
        var rows =
            from version in Gen.Elements(Versions)
            from a in word
            from b in word
            from c in word
            from number in Gen.Choose(int.MinValue, int.MaxValue)
            from permanent in ArbMap.Default.GeneratorFor<long>()
            from x in size
            from y in Gen.OneOf(size.Select(s => (decimal?)s), Gen.Constant((decimal?)null))
            select (version, a, b, c, number, permanent, x, y);

        Prop.ForAll(
                rows.ToArbitrary(),
                r =>
                    IsKept(new Position(r.a, r.number, r.b, r.c, r.a, r.b, r.x, r.y), r.version)
                    && IsKept(new OrderStatus(r.number, r.b, r.y, r.x, r.permanent, r.number), r.version)
                    && IsKept(new AccountSummary(r.number, r.a, r.b, r.c, r.a), r.version)
                    && IsKept(new AccountSummaryRequest(r.number, r.b, r.a), r.version)
                    && IsKept(new AccountSummaryEnd(r.number), r.version)
                    && IsKept(new CancelAccountSummary(r.number), r.version)
                    && IsKept(new PositionsRequest(), r.version)
                    && IsKept(new CancelPositions(), r.version)
                    && IsKept(new OpenOrdersRequest(), r.version)
                    && IsKept(new PositionEnd(), r.version)
                    && IsKept(new OpenOrderEnd(), r.version)
            )
            .QuickCheckThrowOnFailure();
    }

    private static bool IsKept<T>(T message, ServerVersion version)
        where T : class, ITwsMessage<T>, IEquatable<T> => message.Equals(Decode<T>(Encode(message, version), version));

    private static byte[] Encode<T>(T message, ServerVersion version)
        where T : ITwsMessage<T> => FieldWriter.Encode(message, version);

    private static T Decode<T>(string fields, ServerVersion version)
        where T : ITwsMessage<T> => Decode<T>(Wire.Frame(fields), version);

    private static T Decode<T>(byte[] frame, ServerVersion version)
        where T : ITwsMessage<T>
    {
        var buffer = Wire.Scattered(frame);
        Assert.True(FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload));
        Assert.Equal(T.Number, FrameReader.PeekNumber(payload));
        return FrameReader.Read<T>(payload, version);
    }
}
