namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiRequestTests : IAsyncDisposable
{
    private const int Deadline = 20_000;

    private readonly SimApi _api = new();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory(Timeout = Deadline)]
    [InlineData(176, "99|0|", "102|")]
    [InlineData(176, "7|3|41|0|||||||", "55|1|41|")]
    [InlineData(200, "7|3|41|0|||||||2147483647|0|", "55|1|41|")]
    [InlineData(200, "7|3|41|0|||||||", "4|-1|320|Error reading request.")]
    [InlineData(176, "8|1|1|", "9|1|1|")]
    [InlineData(176, "63|1|", "4|2|-1|320|Error reading request.")]
    public async Task What_clients_ask_when_they_connect_is_answered(int version, string request, string answer)
    {
        _api.Set("server_version", "200");
        using var client = await _api.WireClientAsync(version);

        await client.AskAsync(request);

        Assert.StartsWith(answer, await client.NextAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = Deadline)]
    [InlineData("59|1|3|")] // type of market data
    [InlineData("1|11|5|0|AAPL|STK|")] // market data
    [InlineData("15|1|1|")] // binding of orders
    [InlineData("77|1|7|")]
    [InlineData("4242|")]
    public async Task Everything_else_is_read_and_ignored(string request)
    {
        using var client = await _api.WireClientAsync();

        await client.AskAsync(request);

        Assert.Empty(await client.RestAsync());
    }
}
