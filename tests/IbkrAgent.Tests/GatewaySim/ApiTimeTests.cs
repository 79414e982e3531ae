using System.Globalization;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class ApiTimeTests : IAsyncDisposable
{
    private const int Deadline = 20_000;
    private const string OneDay = "86400000";

    private readonly SimApi _api = new();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact(Timeout = Deadline)]
    public async Task A_slow_time_comes_after_what_was_asked_later()
    {
        using var client = await _api.WireClientAsync();
        _api.Set("time_delay_ms", OneDay);
        await client.AskAsync("49|1|");
        Assert.Empty(await client.RestAsync());

        using var other = await _api.WireClientAsync(clientId: 8);
        _api.Set("time_delay_ms", "1");
        await other.AskAsync("49|1|");
        await other.UntilAsync("49|1|");
    }

    [Theory(Timeout = Deadline)]
    [InlineData(3600)]
    [InlineData(-90)]
    public async Task A_clock_can_be_wrong(int seconds)
    {
        _api.Set("clock_skew_s", $"{seconds}");
        using var client = await _api.WireClientAsync();
        await client.AskAsync("49|1|");

        var told = long.Parse((await client.NextAsync())!.Split('|')[2], CultureInfo.InvariantCulture);

        var skew = DateTimeOffset.FromUnixTimeSeconds(told) - DateTimeOffset.UtcNow;
        Assert.InRange(skew.TotalSeconds, seconds - (Deadline / 1000), seconds);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(196, 0)]
    [InlineData(197, 1)]
    public async Task Milliseconds_are_told_from_197_on(int version, int answers)
    {
        _api.Set("server_version", "200");
        using var client = await _api.WireClientAsync(version);
        await client.AskAsync("105|");

        var told = await client.RestAsync();

        Assert.Equal(answers, told.Count);
        Assert.All(told, frame => Assert.Matches(@"^109\|\d{13}\|$", frame));
    }
}
