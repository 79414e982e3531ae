using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Support;

/// <summary>
/// Plays Discord's webhook and Telegram's Bot API as their documentation says, checks what it is sent against it, and
/// misbehaves when it is told to.
/// </summary>
/// <remarks>
/// Discord: "Execute Webhook", "Embed Limits" and "Rate Limits"; Telegram: "sendMessage", "getMe", "getUpdates" and
/// "ResponseParameters".
/// </remarks>
internal sealed class ChatServer : IAsyncDisposable
{
    public const string DiscordPath = "/api/webhooks/4711/s3cret";
    public const string TelegramBot = "/bot4711:s3cret";
    public const string TelegramPath = $"{TelegramBot}/sendMessage";

    private readonly WebApplication _server;
    private readonly ConcurrentQueue<ChatMischief> _mischief = [];
    private readonly ConcurrentQueue<string> _taken = [];
    private readonly ConcurrentQueue<string> _complaints = [];

    private ChatServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Url => _server.Urls.Single();

    /// <summary>The code of each alert that was taken, in the order of its arrival; twice what came twice.</summary>
    public IReadOnlyList<string> Taken => [.. _taken];

    /// <summary>What is said to the bot, and what it says.</summary>
    public ChatUpdates Updates { get; } = new();

    /// <summary>What is not as documented.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    public static async Task<ChatServer> StartAsync(params ChatMischief[] mischief)
    {
        var server = new ChatServer();
        foreach (var one in mischief)
            server._mischief.Enqueue(one);
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var isDiscord = context.Request.Path == DiscordPath;
        if (!isDiscord && !context.Request.Path.StartsWithSegments(TelegramBot, StringComparison.Ordinal))
        {
            _complaints.Enqueue($"no such path: {context.Request.Path}");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        foreach (var complaint in ChatSchema.Complaints(context.Request, body.RootElement, isDiscord))
            _complaints.Enqueue(complaint);
        if (!_mischief.TryDequeue(out var mischief))
            mischief = ChatMischief.None;
        if (!isDiscord && mischief == ChatMischief.None && await Updates.AnswerAsync(context, body.RootElement))
            return;
        if (mischief is ChatMischief.None or ChatMischief.AnswerLost)
            _taken.Enqueue(ChatSchema.CodeOf(body.RootElement, isDiscord));
        await (isDiscord ? AnswerAsDiscordAsync(context, mischief) : AnswerAsTelegramAsync(context, mischief));
    }

    private static Task AnswerAsDiscordAsync(HttpContext context, ChatMischief mischief)
    {
        switch (mischief)
        {
            case ChatMischief.None:
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                context.Response.Headers["X-RateLimit-Remaining"] = "0";
                context.Response.Headers["X-RateLimit-Reset-After"] = "0.5";
                return Task.CompletedTask;
            case ChatMischief.RateLimited or ChatMischief.RateLimitedGlobally:
                var isGlobal = mischief == ChatMischief.RateLimitedGlobally;
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                if (isGlobal)
                    context.Response.Headers["X-RateLimit-Global"] = "true";
                else
                    context.Response.Headers.RetryAfter = "1";
                return context.Response.WriteAsync(
                    $$"""{"message": "You are being rate limited.", "retry_after": 0.5, "global": {{(isGlobal ? "true" : "false")}}}"""
                );
            default:
                return MisbehaveAsync(context, mischief);
        }
    }

    private static Task AnswerAsTelegramAsync(HttpContext context, ChatMischief mischief)
    {
        switch (mischief)
        {
            case ChatMischief.None:
                return context.Response.WriteAsync("""{"ok": true, "result": {"message_id": 7, "date": 0}}""");
            case ChatMischief.RateLimited or ChatMischief.RateLimitedGlobally:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return context.Response.WriteAsync(
                    """{"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}"""
                );
            default:
                return MisbehaveAsync(context, mischief);
        }
    }

    private static async Task MisbehaveAsync(HttpContext context, ChatMischief mischief)
    {
        switch (mischief)
        {
            case ChatMischief.Unavailable:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case ChatMischief.BadJson:
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                await context.Response.WriteAsync("{\"retry_after\": <html>");
                break;
            case ChatMischief.Slow:
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case ChatMischief.Reset or ChatMischief.AnswerLost:
                context.Abort();
                break;
            case ChatMischief.Unauthorized or ChatMischief.Conflict:
                context.Response.StatusCode =
                    mischief == ChatMischief.Conflict
                        ? StatusCodes.Status409Conflict
                        : StatusCodes.Status401Unauthorized;
                await context.Response.WriteAsync("""{"ok": false, "description": "no"}""");
                break;
            case ChatMischief.Garbage:
                await context.Response.WriteAsync("<html>");
                break;
            default:
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{mischief}?"));
        }
    }
}

/// <summary>What goes wrong with one request.</summary>
internal enum ChatMischief
{
    None,
    RateLimited,
    RateLimitedGlobally,
    Unavailable,
    Slow,
    Reset,
    BadJson,

    /// <summary>The token is not valid.</summary>
    Unauthorized,

    /// <summary>Somebody else asks for the bot's messages.</summary>
    Conflict,

    /// <summary>A good status, and no JSON.</summary>
    Garbage,

    /// <summary>The message is taken, and the connection breaks before the answer.</summary>
    AnswerLost,
}
