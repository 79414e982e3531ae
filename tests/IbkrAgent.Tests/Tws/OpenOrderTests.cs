using IbkrAgent.Tests.Support;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.Tws;

public sealed class OpenOrderTests
{
    public static TheoryData<int> Versions { get; } =
    [157, 163, 166, 170, 176, 178, 183, 184, 185, 189, 193, 194, 195, 198, 200];

    [Theory]
    // the totals of captured and independently decoded frames
    [InlineData(176, 128, 136)]
    [InlineData(178, 127, 135)]
    [InlineData(193, 133, 141)]
    [InlineData(200, 148, 156)]
    public void The_layout_these_tests_write_is_that_of_a_gateway(int version, int plain, int withDeltaNeutral)
    {
        var order = new OpenOrderFields(version);

        Assert.Equal(plain, (order with { HasDeltaNeutral = false }).Fields().Count());
        Assert.Equal(withDeltaNeutral, order.Fields().Count());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_never_moves_is_read_in_every_version(int version) =>
        Assert.All(
            Shapes(version),
            shape =>
                Assert.Equal(
                    new OpenOrder(
                        12,
                        265598,
                        "AAPL",
                        "STK",
                        "BUY",
                        100,
                        "LMT",
                        "GTC",
                        IsAttached: false,
                        "DU1",
                        7,
                        123456789,
                        null
                    ),
                    Read(shape) with
                    {
                        StatusInside = null,
                    }
                )
        );

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_order_with_a_parent_or_in_a_group_is_attached(int version)
    {
        var plain = new OpenOrderFields(version);

        Assert.False(Read(plain).IsAttached);
        Assert.True(Read(plain with { ParentId = 11 }).IsAttached);
        Assert.True(Read(plain with { Group = "exit" }).IsAttached);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_status_inside_is_found_from_170_on(int version)
    {
        var expected = version >= 170 ? "Submitted" : null;

        Assert.All(Shapes(version), shape => Assert.Equal(expected, Read(shape).StatusInside));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void With_conditions_or_a_benchmark_no_status_is_made_up(int version)
    {
        var order = new OpenOrderFields(version);
        OpenOrderFields[] shapes =
        [
            order with
            {
                Conditions = [OpenOrderFields.PriceCondition],
            },
            order with
            {
                Conditions = [OpenOrderFields.PriceCondition, OpenOrderFields.PriceCondition],
            },
            order with
            {
                OrderType = "PEG BENCH",
            },
            order with
            {
                OrderType = "PEG BENCH",
                Conditions = [OpenOrderFields.PriceCondition],
            },
        ];

        Assert.All(shapes, shape => Assert.Null(Read(shape).StatusInside));
    }

    [Fact]
    public void A_word_that_is_no_status_is_not_taken_for_one() =>
        Assert.Null(Read(new OpenOrderFields(176) { Status = "SomethingNew" }).StatusInside);

    [Fact]
    public void Fields_that_later_versions_add_do_not_matter()
    {
        var fields = new OpenOrderFields(176).Fields().Concat(["new", "fields", "2027"]);

        var order = Decode(Wire.Fields([.. fields]), new(176));

        Assert.Equal((123456789, 7, null), (order.PermanentId, order.ClientId, order.StatusInside));
    }

    [Theory]
    [InlineData("5,12,265598", "OpenOrder: symbol is missing")]
    [InlineData("5,twelve", "OpenOrder: order id is 'twelve', not a number")]
    public void A_row_that_cannot_be_read_names_its_field(string fields, string problem) =>
        Assert.Equal(problem, Assert.Throws<TwsProtocolException>(() => Decode(Wire.Frame(fields), new(176))).Message);

    private static OpenOrderFields[] Shapes(int version)
    {
        var order = new OpenOrderFields(version);
        return
        [
            order,
            order with
            {
                HasDeltaNeutral = false,
            },
            order with
            {
                ComboLegs = 2,
            },
            order with
            {
                AlgoParameters = 3,
            },
            order with
            {
                HasDeltaNeutral = false,
                ComboLegs = 4,
                AlgoParameters = 1,
            },
        ];
    }

    private static OpenOrder Read(OpenOrderFields order) => Decode(order.ToFrame(), new(order.Version));

    private static OpenOrder Decode(byte[] frame, ServerVersion version)
    {
        var buffer = Wire.Scattered(frame);
        Assert.True(FrameReader.TryRead(ref buffer, FrameReader.MaxPayload, out var payload));
        Assert.Equal(OpenOrder.Number, FrameReader.PeekNumber(payload));
        return FrameReader.Read<OpenOrder>(payload, version);
    }
}
