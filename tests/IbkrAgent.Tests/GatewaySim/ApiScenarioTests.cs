using System.Net.Sockets;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using static IbkrAgent.Tests.GatewaySim.ApiEnd;

namespace IbkrAgent.Tests.GatewaySim;

/// <remarks>What a client sees of each named scenario of the API.</remarks>
public sealed class ApiScenarioTests : IAsyncDisposable
{
    private const int Deadline = 20_000;
    private const string OneDay = "86400000";
    private const string LastAnswer = "55|1|4242|";

    private static readonly string[] Questions =
    [
        "49|1|",
        "61|1|",
        "62|1|9001|All|NetLiquidation|",
        "16|1|",
        "7|3|4242|0|||||||2147483647|0|",
    ];

    private static readonly Dictionary<string, ApiOutcome> Outcomes = new()
    {
        // the port
        ["api-silent"] = new(Silent) { Unseen = [""] },
        ["api-closed"] = new(Gone) { Unseen = [""] },
        ["api-refused"] = new(Refused),
        ["api-open-before-login"] = new(Answered, "176|", "9|1|1|"),
        ["api-garbage"] = new(Broken),
        ["half-open"] = new(Answered, "176|", "9|1|1|"),
        ["slots-full"] = new(Gone) { Unseen = [""] },
        // the versions
        ["redirect"] = new(Silent, "-1|gateway.example:4001|"),
        ["version-below"] = new(Silent, "99|"),
        ["version-above"] = new(Silent, "177|"),
        ["foreign-zone"] = new(Answered, " Hora estándar romance|"),
        // the start of a session
        ["id-in-use"] = new(Gone, "176|", "4|2|-1|326|Unable to connect as the client id") { Unseen = ["15|", "9|"] },
        ["closed-after-start"] = new(Gone, "176|") { Unseen = ["15|", "9|", "4|"] },
        ["notices-first"] = new(Answered, "|2158|", "15|1|", "9|1|"),
        ["order-id-first"] = new(Answered, "9|1|", "15|1|", "|2104|"),
        ["no-accounts"] = new(Answered, "9|1|", "|2104|") { Unseen = ["15|"] },
        ["empty-accounts"] = new(Answered, "15|1||", "9|1|1|"),
        ["wrong-accounts"] = new(Answered, "15|1|U7654321|", "9|1|1|", "61|3|U7654321|"),
        ["no-order-id"] = new(Answered, "15|1|", "|2104|") { Unseen = ["9|"] },
        // the wire
        ["byte-by-byte"] = new(Answered, "15|1|", "9|1|", "62|1|", "53|1|"),
        ["one-write"] = new(Answered, "15|1|", "9|1|", "62|1|", "53|1|"),
        ["unknown-messages"] = new(Answered, "999|", "15|1|", "999|", "49|1|", "999|", "61|3|"),
        ["empty-frame"] = new(Broken, "176|") { Unseen = ["15|"] },
        ["oversize-frame"] = new(Broken, "176|") { Unseen = ["15|"] },
        ["bad-text"] = new(Answered, "connection is OK:z\uFFFDrich|", "15|1|"),
        ["reset-in-frame"] = new(Gone, "176|") { Unseen = ["15|"] },
        // the broker and its farms
        ["upstream-lost"] = new(Answered, "9|1|", "|1100|") { Unseen = ["4|2|-1|2104|"] },
        ["upstream-burst"] = new(Answered, "9|1|", "|1100|") { Unseen = ["4|2|-1|2104|"] },
        ["upstream-broken"] = new(Answered, "9|1|", "|2110|") { Unseen = ["4|2|-1|2104|"] },
        ["upstream-data-lost"] = new(Answered, "|2158|"),
        ["market-farm-broken"] = new(Answered, "|2103|", "|2106|", "|2158|"),
        ["market-farm-dormant"] = new(Answered, "|2108|", "|2106|", "|2158|"),
        ["market-farm-connecting"] = new(Answered, "|2119|", "|2106|", "|2158|"),
        ["history-farm-broken"] = new(Answered, "|2104|", "|2105|", "|2158|"),
        ["history-farm-dormant"] = new(Answered, "|2104|", "|2107|", "|2158|"),
        ["definition-farm-broken"] = new(Answered, "|2104|", "|2106|", "|2157|"),
        ["farms-untold"] = new(Answered, "9|1|", "49|1|") { Unseen = ["4|"] },
        ["outage-untold"] = new(Answered, "9|1|", "49|1|") { Unseen = ["4|"] },
        ["outage-from-memory"] = new(Answered, "|2104|", "49|1|") { Unseen = ["|1100|"] },
        // the answers
        ["time-slow"] = new(Answered, "62|1|") { Unseen = ["49|"] },
        ["clock-ahead"] = new(Answered, "49|1|"),
        ["clock-behind"] = new(Answered, "49|1|"),
        ["positions-endless"] = new(Answered, "61|3|", "63|1|") { Unseen = ["62|"] },
        ["summary-endless"] = new(Answered, "63|1|9001|", "5|1|") { Unseen = ["64|"] },
        ["orders-endless"] = new(Answered, "5|1|", "3|1|Submitted|") { Unseen = ["53|"] },
        ["executions-endless"] = new(Silent, "53|1|"),
        ["read-only"] = new(Answered, "64|1|9001|") { Unseen = ["5|", "53|"] },
        ["plain-orders"] = new(Answered, "||0|||0|0|", "3|1|Submitted|"),
        ["combo-orders"] = new(Answered, "|BAG|", "3|1|Submitted|"),
        ["algo-orders"] = new(Answered, "|Adaptive|1|adaptivePriority|Normal|", "3|1|Submitted|"),
        ["conditional-orders"] = new(Answered, "|2|1|a|1|200.5|", "3|1|Submitted|"),
        ["benchmark-orders"] = new(Answered, "|PEG BENCH|", "3|1|Submitted|"),
    };

    private readonly SimApi _api = new();
    private readonly List<string> _frames = [];

    public static TheoryData<string> Names => [.. Outcomes.Keys];

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void Each_is_tested() => Assert.Equal(ApiScenarios.All.Select(row => row.Name), Outcomes.Keys);

    [Theory(Timeout = Deadline)]
    [MemberData(nameof(Names))]
    public async Task A_client_that_asks_for_everything_sees(string name)
    {
        _api.Set("positions", "1");
        _api.Set("orders", "1");
        _api.Use(name);
        if (name == "time-slow")
            _api.Set("time_delay_ms", OneDay); // slower than any machine

        if (name == "read-only")
            _api.Set("read_only_delay_ms", OneDay);

        var expected = Outcomes[name];
        var end = await VisitAsync(expected.End == Silent);
        // The port was not open yet, or was being shut.
        while (end == Gone && expected.End != Gone && _frames.Count == 0)
            end = await VisitAsync(expected.End == Silent);

        expected.Check(_frames, end);
    }

    /// <param name="leaves">the client says that it sends no more: what is silent then is closed.</param>
    private async Task<ApiEnd> VisitAsync(bool leaves = false)
    {
        try
        {
            using var client = await WireClient.ConnectAsync(_api.Port, questions: Questions);
            if (leaves)
                client.Socket.Shutdown(SocketShutdown.Send);

            if (_api.Life.Scenario.Api == ApiMode.Silent)
                _api.Set("api", "close"); // also closed without a byte

            while (await client.NextAsync() is { } frame)
            {
                _frames.Add(frame);
                if (frame == LastAnswer)
                    return Answered;
            }

            return leaves ? Silent : Gone;
        }
        catch (TwsProtocolException)
        {
            return Broken;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return Refused;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return leaves ? Silent : Gone;
        }
    }
}
