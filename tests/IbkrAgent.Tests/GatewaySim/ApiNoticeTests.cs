namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiNoticeTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly SimApi _api = new();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [InlineData("restored", 1102, "data maintained")]
    [InlineData("restored-data-lost", 1101, "data lost")]
    public async Task A_lost_broker_is_said_in_bursts_and_its_return_with_the_farms(string state, int code, string text)
    {
        using var client = await _api.WireClientAsync();
        _api.Set("upstream_repeat_ms", "1");
        _api.Set("upstream", "lost");
        for (var i = 0; i < 3; i++)
            await client.UntilAsync("|1100|Connectivity between IBKR and Trader Workstation has been lost.|");

        _api.Set("upstream", state);

        var told = await client.UntilAsync($"|{code}|Connectivity between IBKR and Trader Workstation has been rest");
        Assert.Contains(
            $" - {text}. All data farms are connected: usfarm; ushmds; secdefnj.|",
            told[^1],
            StringComparison.Ordinal
        );
        Assert.Empty(await client.RestAsync());
    }

    [Fact(Timeout = Deadline)]
    public async Task The_farms_that_are_not_back_are_named()
    {
        _api.Set("upstream", "lost");
        using var client = await WireClient.ConnectAsync(_api.Port);
        await client.UntilAsync("|1100|");
        _api.Set("market_farm", "broken");
        await client.UntilAsync("|2103|");

        _api.Set("upstream", "restored");

        await client.UntilAsync(
            "The following farms are connected: ushmds; secdefnj. The following farms are not connected: usfarm."
        );
    }

    [Fact(Timeout = Deadline)]
    public async Task A_broken_link_is_said_once()
    {
        _api.Set("upstream_repeat_ms", "1");
        using var client = await _api.WireClientAsync();

        _api.Set("upstream", "broken");
        await client.UntilAsync("|2110|Connectivity between Trader Workstation and server is broken.");
        Assert.Empty(await client.RestAsync());

        _api.Set("upstream", "restored");
        Assert.Single(await client.UntilAsync("|1102|"));
    }

    [Fact(Timeout = Deadline)]
    public async Task No_farm_is_named_while_there_is_no_broker()
    {
        _api.Set("upstream", "broken");
        using var client = await WireClient.ConnectAsync(_api.Port);

        Assert.Equal(4, (await client.UntilAsync("|2110|")).Count); // version, accounts, order id
    }

    [Theory(Timeout = Deadline)]
    [InlineData("market_farm", "broken", "2103|Market data farm connection is broken:usfarm|")]
    [InlineData("market_farm", "dormant", "2108|Market data farm connection is inactive but should be available")]
    [InlineData("market_farm", "connecting", "2119|Market data farm is connecting:usfarm|")]
    [InlineData("history_farm", "broken", "2105|HMDS data farm connection is broken:ushmds|")]
    [InlineData("history_farm", "dormant", "2107|HMDS data farm connection is inactive but should be available")]
    [InlineData("definition_farm", "broken", "2157|Sec-def data farm connection is broken:secdefnj|")]
    public async Task A_farm_that_changes_is_said_to_held_and_to_new_sessions(string farm, string state, string text)
    {
        using var held = await _api.WireClientAsync();
        _api.Set(farm, state);
        Assert.Single(await held.UntilAsync(text));

        using var late = await WireClient.ConnectAsync(_api.Port, clientId: 8);
        await late.UntilAsync(text);

        _api.Set(farm, "ok");
        Assert.Contains(" is OK:", (await held.UntilAsync("4|2|-1|21"))[^1], StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline)]
    public async Task The_name_of_a_dormant_farm_follows_a_dot()
    {
        _api.Set("market_farm", "dormant");
        using var client = await WireClient.ConnectAsync(_api.Port);

        await client.UntilAsync("inactive but should be available upon demand.usfarm|");
    }

    [Fact(Timeout = Deadline)]
    public async Task A_farm_nobody_asked_for_is_not_named()
    {
        _api.Set("market_farm", "untold");
        _api.Set("history_farm", "untold");
        using var client = await WireClient.ConnectAsync(_api.Port);

        Assert.Equal(4, (await client.UntilAsync("|2158|")).Count); // version, accounts, order id
    }
}
