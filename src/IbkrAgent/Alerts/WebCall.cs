using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using IbkrAgent.Common;

namespace IbkrAgent.Alerts;

/// <summary>An address of a web service, to be called again and again, and what its answers mean.</summary>
/// <param name="setting">where the address comes from, for the operator.</param>
/// <param name="longestBody">how much of the body of a good answer is kept, in bytes.</param>
/// <remarks>
/// The address is the right to call it, so it appears in no message: reasons are made here, from codes only.
/// </remarks>
internal sealed class WebCall(Uri address, string setting, TimeSpan timeout, TimeProvider time, int longestBody = 0)
{
    private const int LongestAnswer = 4096;

    /// <summary>In seconds; more is no time that anybody could mean.</summary>
    private const double LongestSaid = 1e6;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private static readonly SocketsHttpHandler Handler = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };

    /// <summary>For all addresses, as long as the program runs; each request has a deadline of its own.</summary>
    private static readonly HttpClient Http = new(Handler)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("ibkr-agent", null) } },
    };

    /// <summary>Null when it is no https address.</summary>
    /// <remarks>Plain http is for a receiver on this host only.</remarks>
    public static Uri? AddressOf(Secret url) =>
        Uri.TryCreate(url.Reveal(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : null;

    /// <summary>A POST of JSON.</summary>
    public async Task<WebAnswer> PostAsync(byte[] json, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(json);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>A GET, for a service that wants no more than to be called.</summary>
    public async Task<WebAnswer> GetAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, cancellationToken);
    }

    private async Task<WebAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await JudgeAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebAnswer.TryLater($"no answer within {timeout.TotalSeconds:0.#} s", Pause: null);
        }
        catch (HttpRequestException exception)
        {
            return new WebAnswer.TryLater($"the request failed: {exception.HttpRequestError}", Pause: null);
        }
        catch (IOException)
        {
            return new WebAnswer.TryLater("the answer broke off", Pause: null);
        }
    }

    private async Task<WebAnswer> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = string.Create(
            CultureInfo.InvariantCulture,
            $"the answer was HTTP status {(int)response.StatusCode}"
        );
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new WebAnswer.Taken(
                answer,
                Limit(PauseOfAllowance(response.Headers))
            )
            {
                Body = await ReadAsync(response, longestBody, cancellationToken),
            },
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                new WebAnswer.TryLater(
                    answer,
                    Limit(PauseOf(response.Headers.RetryAfter) ?? await PauseOfBodyAsync(response, cancellationToken))
                ),
            _ => new WebAnswer.Refused($"{answer}: check {setting} in /etc/ibkr/alerts.env")
            {
                Status = (int)response.StatusCode,
            },
        };
    }

    /// <summary>Discord: how long after this answer the address takes nothing more; null when it still does.</summary>
    private static TimeSpan? PauseOfAllowance(HttpResponseHeaders headers) =>
        ValueOf(headers, "X-RateLimit-Remaining") == "0"
        && double.TryParse(
            ValueOf(headers, "X-RateLimit-Reset-After"),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var seconds
        )
        && seconds is >= 0 and < LongestSaid
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string? ValueOf(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;

    private TimeSpan? PauseOf(RetryConditionHeaderValue? header) => header?.Delta ?? header?.Date - time.GetUtcNow();

    /// <summary>
    /// Discord: <c>{"retry_after": SECONDS}</c>; Telegram: <c>{"parameters": {"retry_after": SECONDS}}</c>. Null: neither.
    /// </summary>
    private static async Task<TimeSpan?> PauseOfBodyAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var body = await ReadAsync(response, LongestAnswer, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("parameters", out var parameters))
                root = parameters;
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("retry_after", out var seconds)
                && seconds.ValueKind == JsonValueKind.Number
                && seconds.GetDouble() is >= 0 and < LongestSaid and var pause
                ? TimeSpan.FromSeconds(pause)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The beginning of the body.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response,
        int longest,
        CancellationToken cancellationToken
    )
    {
        var body = new ArrayBufferWriter<byte>();
        if (longest == 0)
            return body.WrittenMemory;

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (
            body.WrittenCount < longest
            && await stream.ReadAsync(body.GetMemory(LongestAnswer), cancellationToken) is > 0 and var length
        )
            body.Advance(length);
        return body.WrittenMemory;
    }

    private static TimeSpan? Limit(TimeSpan? pause) =>
        pause is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, LongestPause.Ticks)) : null;
}
