using IbkrAgent.Dependents;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Dependents;

public sealed class HealthProbeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(302, "the answer was HTTP status 302")]
    [InlineData(404, "the answer was HTTP status 404")]
    [InlineData(503, "the answer was HTTP status 503")]
    public async Task Only_2xx_is_well(int status, string? failure)
    {
        var answer = await AskAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });

        Assert.Equal(failure, answer);
    }

    [Fact]
    public async Task Headers_are_sent_and_never_said()
    {
        var seen = "";
        var answer = await AskAsync(
            context =>
            {
                seen =
                    $"{context.Request.Path} {context.Request.Headers["X-API-Key"]} {context.Request.Headers.Accept}";
                context.Response.StatusCode = 401;
                return Task.CompletedTask;
            },
            timeout: null,
            ("X-API-Key", "sesame"),
            ("Accept", "text/plain")
        );

        Assert.Equal("/health sesame text/plain", seen);
        Assert.Equal("the answer was HTTP status 401", answer);
    }

    [Fact]
    public async Task Silence_is_a_failure_after_the_time_it_has()
    {
        var answer = await AskAsync(
            context =>
                Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
                    .ContinueWith(_ => { }, TaskScheduler.Default),
            TimeSpan.FromMilliseconds(200)
        );

        Assert.Equal("no answer within 0.2 s", answer);
    }

    [Fact]
    public async Task A_closed_port_is_a_failure()
    {
        using var probe = Probe($"http://127.0.0.1:{FreePort.Take()}/", timeout: null);

        Assert.Equal("the request failed: ConnectionError", await probe.AskAsync(Token));
    }

    [Fact]
    public void A_secret_comes_from_the_credential_and_a_missing_one_is_named_by_its_key()
    {
        _directory.Write("dependents.env", "API_KEY='sesame'\nEMPTY=\nTWO_LINES=\"a\nb\"\n");
        Assert.True(DependentSecrets.TryRead(_directory.Path, out var secrets, out _));

        Assert.Equal("sesame", DependentSecrets.HeadersOf(With("API_KEY"), secrets, out _)!["X-Key"]);
        foreach (var key in (string[])["OTHER", "EMPTY", "TWO_LINES"])
        {
            Assert.Null(DependentSecrets.HeadersOf(With(key), secrets, out var problem));
            Assert.StartsWith($"{key} is missing in /etc/ibkr/dependents.env", problem, StringComparison.Ordinal);
        }
    }

    private static HealthUrl With(string key) =>
        new("api.service", new("http://127.0.0.1/"), [new HealthHeader("X-Key", key, IsSecret: true)]);

    private static HealthProbe Probe(string address, TimeSpan? timeout, params (string Name, string Value)[] headers) =>
        new(
            new("api.service", new(address), []),
            headers.ToDictionary(header => header.Name, header => header.Value),
            timeout ?? TimeSpan.FromSeconds(20),
            TimeProvider.System
        );

    private static async Task<string?> AskAsync(
        RequestDelegate answer,
        TimeSpan? timeout = null,
        params (string Name, string Value)[] headers
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(Token);
        using var probe = Probe(server.Urls.Single() + "/health", timeout, headers);
        return await probe.AskAsync(Token);
    }
}
