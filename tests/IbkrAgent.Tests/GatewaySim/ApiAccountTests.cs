namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiAccountTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly SimApi _api = new();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [InlineData(151)]
    [InlineData(176)]
    [InlineData(200)]
    public async Task Positions_are_told_with_an_end(int version)
    {
        _api.Set("server_version", "200");
        _api.Set("positions", "AAPL -110 201.8829709, MSFT 0.5");
        using var client = await _api.WireClientAsync(version);

        await client.AskAsync("61|1|");
        var frames = await client.UntilAsync("62|1|");

        Assert.StartsWith("61|3|DU1234567|", frames[0], StringComparison.Ordinal);
        Assert.EndsWith("|AAPL|STK||0.0||||USD|AAPL|AAPL|-110|201.8829709|", frames[0], StringComparison.Ordinal);
        Assert.EndsWith("|MSFT|MSFT|0.5|100|", frames[1], StringComparison.Ordinal);
        Assert.Equal(3, frames.Count);
    }

    [Fact(Timeout = Deadline)]
    public async Task Changes_of_positions_are_told_until_they_are_cancelled()
    {
        _api.Set("positions", "AAPL 1, MSFT 2");
        using var client = await _api.WireClientAsync();
        await client.AskAsync("61|1|");
        await client.UntilAsync("62|1|");

        _api.Set("positions", "MSFT 3, TSLA 4");

        Assert.EndsWith("|AAPL|0|100|", await client.NextAsync(), StringComparison.Ordinal);
        Assert.EndsWith("|MSFT|3|100|", await client.NextAsync(), StringComparison.Ordinal);
        Assert.EndsWith("|TSLA|4|100|", await client.NextAsync(), StringComparison.Ordinal);

        await client.AskAsync("64|1|");
        Assert.Empty(await client.RestAsync());
        _api.Set("positions", "0");
        Assert.Empty(await client.RestAsync());
    }

    [Fact(Timeout = Deadline)]
    public async Task Thousands_of_positions_are_dealt_out_to_the_accounts()
    {
        _api.Set("accounts", "DU1,DU2");
        _api.Set("positions", "5000");
        using var client = await _api.WireClientAsync();

        await client.AskAsync("61|1|");
        var frames = await client.UntilAsync("62|1|");

        Assert.Equal(5001, frames.Count);
        Assert.Equal(2500, frames.Count(frame => frame.StartsWith("61|3|DU2|", StringComparison.Ordinal)));
        Assert.Equal(5000, frames[..^1].Select(frame => frame.Split('|')[3]).Distinct().Count());
    }

    [Theory(Timeout = Deadline)]
    [InlineData("positions", "61|1|", "61|3|")]
    [InlineData("account-summary", "62|1|9001|All|NetLiquidation|", "63|1|9001|DU1234567|NetLiquidation|")]
    [InlineData("open-orders", "16|1|", "3|1|Submitted|")]
    public async Task An_end_can_be_withheld(string end, string request, string row)
    {
        _api.Set("positions", "1");
        _api.Set("orders", "1");
        _api.Set("withheld_end", end);
        using var client = await _api.WireClientAsync();

        await client.AskAsync(request);

        await client.UntilAsync(row);
        Assert.Empty(await client.RestAsync());
    }

    [Fact(Timeout = Deadline)]
    public async Task A_summary_has_a_row_for_each_account_and_tag_it_knows()
    {
        _api.Set("accounts", "DU1,DU2");
        _api.Set("net_liquidation", "1234.5");
        using var client = await _api.WireClientAsync();

        await client.AskAsync("62|1|9001|All|AccountType,NetLiquidation,Nonsense|");

        Assert.Equal(
            [
                "63|1|9001|DU1|AccountType|INDIVIDUAL||",
                "63|1|9001|DU1|NetLiquidation|1234.50|USD|",
                "63|1|9001|DU2|AccountType|INDIVIDUAL||",
                "63|1|9001|DU2|NetLiquidation|1234.50|USD|",
                "64|1|9001|",
            ],
            await client.UntilAsync("64|1|9001|")
        );
    }

    [Fact(Timeout = Deadline)]
    public async Task A_third_summary_is_refused_until_one_is_cancelled()
    {
        using var client = await _api.WireClientAsync();
        await client.AskAsync("62|1|1|All|NetLiquidation|");
        await client.AskAsync("62|1|2|All|NetLiquidation|");
        await client.UntilAsync("64|1|2|");

        await client.AskAsync("62|1|3|All|NetLiquidation|");
        Assert.StartsWith("4|2|3|322|", await client.NextAsync(), StringComparison.Ordinal);

        await client.AskAsync("63|1|1|");
        await client.AskAsync("62|1|3|All|NetLiquidation|");
        await client.UntilAsync("64|1|3|");
    }

    [Fact(Timeout = Deadline)]
    public async Task Account_updates_are_values_portfolio_time_and_end()
    {
        _api.Set("positions", "AAPL 10 200");
        using var client = await _api.WireClientAsync();

        await client.AskAsync("6|2|1||");
        var frames = await client.UntilAsync("54|1|DU1234567|");

        Assert.Contains("6|2|NetLiquidation|100000.00|USD|DU1234567|", frames);
        var portfolio = Assert.Single(frames, frame => frame.StartsWith("7|8|", StringComparison.Ordinal));
        Assert.EndsWith("|USD|AAPL|AAPL|10|200|2000|200|0.0|0.0|DU1234567|", portfolio, StringComparison.Ordinal);
        Assert.Equal(20, portfolio.Count(character => character == '|'));
        Assert.Matches(@"^8\|1\|\d\d:\d\d\|$", frames[^2]);

        await client.AskAsync("6|2|0||");
        Assert.Empty(await client.RestAsync());
    }

    [Fact(Timeout = Deadline)]
    public async Task Account_updates_of_several_accounts_have_an_end()
    {
        using var client = await _api.WireClientAsync();

        await client.AskAsync("76|1|7|DU1||0|");

        var frames = await client.UntilAsync("74|1|7|");
        Assert.Contains("73|1|7|DU1||NetLiquidation|100000.00|USD|", frames);
    }
}
