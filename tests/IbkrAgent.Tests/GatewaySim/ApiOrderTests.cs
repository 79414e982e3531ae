using System.Buffers;
using IbkrAgent.GatewaySim.Api;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiOrderTests : IAsyncDisposable
{
    private const int Deadline = 20_000;
    private const string OneDay = "86400000";
    private const string ReadOnlyText = "The API interface is currently in Read-Only mode.";

    private readonly SimApi _api = new();

    private static WorkingOrder Order => Assert.Single(WorkingOrder.TryParse("BUY 100 AAPL LMT 190.5")!);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    // as counted from real ones
    [InlineData(176, "plain", 128)]
    [InlineData(176, "delta-neutral", 136)]
    [InlineData(178, "plain", 127)]
    [InlineData(178, "delta-neutral", 135)]
    [InlineData(193, "plain", 133)]
    [InlineData(193, "delta-neutral", 141)]
    [InlineData(200, "plain", 148)]
    [InlineData(200, "delta-neutral", 156)]
    // the tail that is not there yet
    [InlineData(145, "plain", 118)]
    [InlineData(151, "plain", 120)]
    [InlineData(158, "plain", 121)]
    [InlineData(160, "plain", 122)]
    [InlineData(162, "plain", 123)]
    // the blocks
    [InlineData(176, "combo", 136 + 16 + 2 + 2)]
    [InlineData(176, "algo", 136 + 3)]
    [InlineData(176, "conditions", 136 + 7 + 4 + 2)]
    [InlineData(176, "peg-bench", 136 + 5)]
    public void An_order_has_the_fields_of_its_version_and_shape(int version, string shape, int count)
    {
        Assert.Equal(count, Encode(shape, version).Count(value => value == 0));
    }

    [Theory]
    [InlineData("delta-neutral", true)]
    [InlineData("plain", true)]
    [InlineData("combo", true)]
    [InlineData("algo", true)]
    [InlineData("conditions", false)]
    [InlineData("peg-bench", false)]
    public void The_agent_reads_every_shape_at_every_version(string shape, bool hasStatusInside)
    {
        for (var version = ServerVersion.OldestAccepted.Number; version <= ServerVersion.NewestText.Number; version++)
        {
            var payload = Encode(shape, version);

            var order = FrameReader.Read<OpenOrder>(new ReadOnlySequence<byte>(payload), new(version));

            Assert.Equal(("AAPL", "BUY", 100m, "DU1"), (order.Symbol, order.Action, order.Quantity, order.Account));
            Assert.Equal(Order.PermanentId, order.PermanentId);
            if (version >= 170)
                Assert.Equal(hasStatusInside ? "Submitted" : null, order.StatusInside);
        }
    }

    [Fact(Timeout = Deadline)]
    public async Task Every_order_is_followed_by_its_status_and_the_last_one_by_the_end()
    {
        _api.Set("orders", "BUY 100 AAPL LMT 190.5, SELL 5 MSFT STP 300, SELL 1 TSLA MKT Inactive");
        using var client = await _api.WireClientAsync();

        await client.AskAsync("16|1|");
        var frames = await client.UntilAsync("53|1|");

        Assert.Equal("5 3 5 3 5 3 53", string.Join(' ', frames.Select(frame => frame.Split('|')[0])));
        Assert.Matches(@"^3\|1\|Submitted\|0\|100\|0.0\|\d+\|0\|0.0\|1\|\|0.0\|$", frames[1]);
        Assert.StartsWith("3|0|PreSubmitted|0|5|", frames[3], StringComparison.Ordinal); // typed in by hand
        Assert.StartsWith("3|3|Inactive|0|1|", frames[5], StringComparison.Ordinal);
        Assert.Contains("|BUY|100|LMT|190.5|0.0|DAY||DU1234567|", frames[0], StringComparison.Ordinal);
        Assert.Contains("|SELL|5|STP|0.0|300|DAY|", frames[2], StringComparison.Ordinal);
        Assert.Contains("|SELL|1|MKT|0|0.0|DAY|", frames[4], StringComparison.Ordinal);
        Assert.All([0, 2, 4], i => Assert.Equal(frames[i].Split('|')[25], frames[i + 1].Split('|')[6]));
    }

    [Fact(Timeout = Deadline)]
    public async Task Thousands_of_orders_have_numbers_of_their_own_and_changes_show_at_the_next_request()
    {
        _api.Set("orders", "5000");
        using var client = await _api.WireClientAsync();
        await client.AskAsync("16|1|");
        var frames = await client.UntilAsync("53|1|");

        Assert.Equal(10_001, frames.Count);
        var statuses = frames.Where(frame => frame.StartsWith("3|", StringComparison.Ordinal));
        Assert.Equal(5000, statuses.Select(frame => frame.Split('|')[6]).Distinct().Count());

        _api.Set("orders", "1");
        await client.AskAsync("16|1|");
        Assert.Equal(3, (await client.UntilAsync("53|1|")).Count);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(1, 2)]
    [InlineData(7971, 0)]
    public async Task A_client_has_orders_of_its_own(int clientId, int count)
    {
        _api.Set("orders", "4");
        using var client = await _api.WireClientAsync(clientId: clientId);

        await client.AskAsync("5|1|");

        Assert.Equal((2 * count) + 1, (await client.UntilAsync("53|1|")).Count);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(176, "16|1|", -1)]
    [InlineData(176, "5|1|", -1)]
    [InlineData(176, "99|0|", -1)]
    [InlineData(176, "3|12|0|AAPL|", 12)]
    [InlineData(176, "4|1|12||", 12)]
    [InlineData(193, "4|12||", 12)]
    public async Task A_read_only_API_refuses_what_is_about_orders(int version, string request, int id)
    {
        _api.Set("orders", "1");
        _api.Set("read_only", "yes");
        _api.Set("read_only_delay_ms", OneDay);
        using var client = await _api.WireClientAsync(version);
        await client.AskAsync(request);
        Assert.Empty(await client.RestAsync());

        _api.Set("read_only_delay_ms", "0");
        await client.AskAsync(request);
        Assert.Matches($@"^4\|2\|{id}\|321\|.*{ReadOnlyText}", await client.NextAsync());
    }

    [Theory(Timeout = Deadline)]
    [InlineData("yes", "by-ini", true)]
    [InlineData("no", "by-ini", false)]
    [InlineData("yes", "no", false)]
    public async Task The_ini_says_whether_it_is_unless_the_scenario_does(string ini, string mode, bool refuses)
    {
        await using var api = new SimApi(("ReadOnlyApi", ini));
        api.Set("read_only", mode);
        api.Set("read_only_delay_ms", "0");
        using var client = await api.WireClientAsync();

        await client.AskAsync("16|1|");

        Assert.Equal(refuses, (await client.NextAsync())!.Contains(ReadOnlyText, StringComparison.Ordinal));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("no", @"^3\|7\|Submitted\|0\|100\|0.0\|\d+\|0\|0.0\|7971\|")]
    [InlineData("yes", $@"^4\|2\|7\|321\|.*{ReadOnlyText}")]
    public async Task A_client_that_places_an_order_hears_what_becomes_of_it(string readOnly, string answer)
    {
        await using var api = new SimApi(("ReadOnlyApi", readOnly));
        api.Set("read_only_delay_ms", "0");
        using var client = await api.WireClientAsync();

        await client.AskAsync("3|7|265598|AAPL|STK||0|||SMART||USD|||||BUY|100|LMT|190.5|");

        Assert.Matches(answer, await client.NextAsync());
    }

    private static byte[] Encode(string shape, int version)
    {
        Assert.True(ChoiceText.TryParse<OrderShape>(shape, out var parsed));
        return OpenOrderFrame.Encode(Order, "DU1", parsed, new(version))[FrameReader.PrefixLength..];
    }
}
