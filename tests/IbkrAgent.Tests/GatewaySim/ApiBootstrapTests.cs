using IbkrAgent.Tws;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiBootstrapTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly SimApi _api = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [InlineData(151, "4|2|-1|2104|Market data farm connection is OK:usfarm|")]
    [InlineData(157, "4|2|-1|2104|Market data farm connection is OK:usfarm|")]
    [InlineData(163, "4|2|-1|2104|Market data farm connection is OK:usfarm|")]
    [InlineData(176, "4|2|-1|2104|Market data farm connection is OK:usfarm||")]
    [InlineData(178, "4|2|-1|2104|Market data farm connection is OK:usfarm||")]
    [InlineData(193, "4|2|-1|2104|Market data farm connection is OK:usfarm||")]
    [InlineData(200, "4|-1|2104|Market data farm connection is OK:usfarm||")]
    public async Task Each_version_is_talked_down_to(int version, string notice)
    {
        _api.Set("server_version", "200");
        using var client = await WireClient.ConnectAsync(_api.Port, version);

        var frames = await client.UntilAsync("2104");

        Assert.Matches($@"^{version}\|\d{{8}} \d\d:\d\d:\d\d Greenwich Mean Time\|$", frames[0]);
        Assert.Equal(["15|1|DU1234567|", "9|1|1|"], frames[1..3]);
        Assert.StartsWith(notice, frames[3], StringComparison.Ordinal);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("complete", "15 9 4 4 4")]
    [InlineData("notices-first", "4 4 4 15 9")]
    [InlineData("order-id-first", "9 15 4 4 4")]
    [InlineData("no-accounts", "9 4 4 4")]
    [InlineData("no-order-id", "15 4 4 4")]
    public async Task What_follows_the_start_comes_in_the_order_that_is_wanted(string bootstrap, string numbers)
    {
        _api.Set("bootstrap", bootstrap);
        using var client = await WireClient.ConnectAsync(_api.Port);
        await client.NextAsync(); // the version

        var frames = await client.RestAsync();

        Assert.Equal(numbers, string.Join(' ', frames.Select(frame => frame.Split('|')[0])));
    }

    [Theory(Timeout = Deadline)]
    [InlineData("", "15|1||")]
    [InlineData("U7654321", "15|1|U7654321|")]
    [InlineData("DU1,DU2,", "15|1|DU1,DU2,|")]
    public async Task The_accounts_are_those_that_are_wanted(string accounts, string message)
    {
        _api.Set("accounts", accounts);
        using var client = await _api.WireClientAsync();

        await client.AskAsync("17|1|");

        Assert.Equal(message, await client.NextAsync());
    }

    [Theory(Timeout = Deadline)]
    [InlineData("Mitteleuropäische Zeit")]
    [InlineData("EST")]
    public async Task The_zone_is_whatever_the_host_calls_it(string zone)
    {
        _api.Set("zone", zone);
        using var client = await WireClient.ConnectAsync(_api.Port);

        Assert.EndsWith($" {zone}|", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("redirect", "-1|gateway.example:4001|")]
    [InlineData("below", "99|")]
    [InlineData("above", "177|")]
    public async Task A_version_can_be_offered_that_the_client_did_not_name(string offer, string start)
    {
        _api.Set("version_offer", offer);
        using var client = await WireClient.ConnectAsync(_api.Port);

        Assert.StartsWith(start, await client.NextAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("redirect", TwsProblem.Redirect)]
    [InlineData("below", TwsProblem.VersionOutOfRange)]
    [InlineData("above", TwsProblem.VersionOutOfRange)]
    public async Task The_agent_refuses_such_a_version(string offer, TwsProblem problem)
    {
        _api.Set("version_offer", offer);
        using var client = await TwsClient.ConnectAsync(_api.Port, Token);

        var error = await Assert.ThrowsAsync<TwsProtocolException>(() => client.NextAsync(Token));

        Assert.Equal(problem, error.Problem);
    }

    [Fact(Timeout = Deadline)]
    public async Task Requests_before_the_start_are_dropped_without_a_word()
    {
        using var client = await WireClient.ConnectAsync(_api.Port, early: ["61|1|", "17|1|"]);
        await client.UntilAsync("2158");

        Assert.Empty(await client.RestAsync());
    }
}
