using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using IbkrAgent.Common;

namespace IbkrAgent.Alerts;

/// <summary>Sends alerts to a Discord channel: one POST each.</summary>
/// <remarks>
/// The address is the right to post, so it appears in no message: reasons are made here, from codes only.
/// </remarks>
internal sealed class DiscordWebhook : IAlertChannel, IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private readonly SocketsHttpHandler _handler = CreateHandler();
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    private DiscordWebhook(Uri address, TimeSpan timeout, TimeProvider time)
    {
        (_address, _timeout, _time) = (address, timeout, time);
        _http = new(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("ibkr-agent", null));
    }

    public string Name => "Discord";

    /// <summary>The channel behind a webhook's address; null when that is no https address.</summary>
    /// <remarks>Plain http is for a receiver on this host only.</remarks>
    public static DiscordWebhook? TryCreate(Secret url, TimeSpan timeout, TimeProvider time) =>
        Uri.TryCreate(url.Reveal(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? new(address, timeout, time)
            : null;

    public async Task<AlertDelivery> SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var content = new ByteArrayContent(DiscordMessage.Render(alert));
            content.Headers.ContentType = new("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AlertDelivery.TryLater($"no answer within {_timeout.TotalSeconds:0.#} s", Pause: null);
        }
        catch (HttpRequestException exception)
        {
            return new AlertDelivery.TryLater($"the request failed: {exception.HttpRequestError}", Pause: null);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private static SocketsHttpHandler CreateHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };

    private AlertDelivery Judge(HttpResponseMessage response)
    {
        var answer = string.Create(
            CultureInfo.InvariantCulture,
            $"the answer was HTTP status {(int)response.StatusCode}"
        );
        return response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.NoContent => new AlertDelivery.Delivered(),
            HttpStatusCode.TooManyRequests => new AlertDelivery.TryLater(answer, PauseOf(response.Headers.RetryAfter)),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new AlertDelivery.TryLater(
                answer,
                PauseOf(response.Headers.RetryAfter)
            ),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
                new AlertDelivery.Refused($"{answer}: check DISCORD_WEBHOOK_URL in /etc/ibkr/alerts.env"),
            _ => new AlertDelivery.Refused(answer),
        };
    }

    private TimeSpan? PauseOf(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return pause is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestPause.Ticks)) : null;
    }
}
