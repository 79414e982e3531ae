using IbkrAgent.Alerts;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Alerts;

public sealed class DiscordWebhookTests
{
    private const string Path = "/api/webhooks/1/s3cret-token";

    private static readonly Alert Alert = new(
        "gateway-down",
        AlertSeverity.Critical,
        "main",
        "Gateway main is down",
        "The unit failed.",
        "",
        DateTimeOffset.UnixEpoch,
        "main-1"
    );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_is_one_post_of_the_message()
    {
        byte[] body = [];
        var delivery = await SendAsync(async context =>
        {
            Assert.Equal(
                ("POST", Path, "application/json"),
                (context.Request.Method, context.Request.Path.Value, context.Request.ContentType)
            );
            using var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy, Token);
            body = copy.ToArray();
            context.Response.StatusCode = 204;
        });
        Assert.IsType<WebAnswer.Taken>(delivery);
        Assert.Equal(DiscordMessage.Render(Alert, mention: null), body);
    }

    [Fact]
    public async Task Too_many_requests_are_tried_again_when_discord_says()
    {
        var delivery = await SendAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsync("{\"retry_after\": 7}", Token);
        });
        Assert.Equal(new WebAnswer.TryLater("the answer was HTTP status 429", TimeSpan.FromSeconds(7)), delivery);
    }

    [Theory]
    [InlineData("{\"message\": \"You are being rate limited.\", \"retry_after\": 2.5, \"global\": true}", 2.5)]
    [InlineData("{\"ok\": false, \"error_code\": 429, \"parameters\": {\"retry_after\": 35}}", 35.0)]
    [InlineData("{\"retry_after\": 99999}", 900.0)]
    [InlineData("{\"retry_after\": \"soon\"}", null)]
    [InlineData("<html>", null)]
    [InlineData("", null)]
    public async Task Where_no_header_says_how_long_the_answer_may(string answer, double? seconds)
    {
        var delivery = await SendAsync(context =>
        {
            context.Response.StatusCode = 429;
            return context.Response.WriteAsync(answer, Token);
        });
        Assert.Equal(
            new WebAnswer.TryLater(
                "the answer was HTTP status 429",
                seconds is { } pause ? TimeSpan.FromSeconds(pause) : null
            ),
            delivery
        );
    }

    [Theory]
    [InlineData(500, typeof(WebAnswer.TryLater))]
    [InlineData(503, typeof(WebAnswer.TryLater))]
    [InlineData(400, typeof(WebAnswer.Refused))]
    [InlineData(404, typeof(WebAnswer.Refused))]
    [InlineData(302, typeof(WebAnswer.Refused))]
    public async Task An_error_is_tried_again_only_when_it_may_pass(int status, Type expected)
    {
        var delivery = await SendAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://example.com/";
            return Task.CompletedTask;
        });
        Assert.IsType(expected, delivery);
        Assert.DoesNotContain("s3cret", delivery.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_given_up_and_tried_again()
    {
        var delivery = await SendAsync(
            context =>
                Task.Delay(System.Threading.Timeout.Infinite, context.RequestAborted)
                    .ContinueWith(_ => { }, TaskScheduler.Default),
            TimeSpan.FromMilliseconds(200)
        );
        Assert.Equal(new WebAnswer.TryLater("no answer within 0.2 s", null), delivery);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again_and_the_address_stays_secret()
    {
        var delivery = await SendAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var later = Assert.IsType<WebAnswer.TryLater>(delivery);
        Assert.StartsWith("the request failed: ", later.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", delivery.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://discord.com/api/webhooks/1/x", true)]
    [InlineData("http://127.0.0.1:8080/x", true)]
    [InlineData("http://discord.com/api/webhooks/1/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("hello", false)]
    public void Only_https_leaves_the_host(string address, bool valid)
    {
        var webhook = DiscordWebhook.TryCreate(new Secret(address), TimeSpan.FromSeconds(1), TimeProvider.System);
        Assert.Equal(valid, webhook is not null);
    }

    private static async Task<WebAnswer> SendAsync(RequestDelegate answer, TimeSpan? timeout = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(Token);
        var url = new Secret(server.Urls.Single() + Path);
        var webhook = DiscordWebhook.TryCreate(url, timeout ?? TimeSpan.FromSeconds(20), TimeProvider.System);
        return await webhook!.SendAsync(Alert, AlertSettings.Default, Token);
    }
}
