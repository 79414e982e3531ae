using System.Globalization;
using IbkrAgent.Settings;

namespace IbkrAgent.Dependents;

/// <summary>Asks one dependent whether it is well: an HTTP GET that 2xx is the answer to.</summary>
/// <remarks>Headers may be secrets, so what is said of a failure is made here, from codes only.</remarks>
internal sealed class HealthProbe : IDisposable
{
    private readonly SocketsHttpHandler _handler = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        UseProxy = false,
    };
    private readonly HttpClient _http;
    private readonly HealthUrl _health;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;

    /// <param name="headers">names and values, sent with each question.</param>
    public HealthProbe(
        HealthUrl health,
        IEnumerable<KeyValuePair<string, string>> headers,
        TimeSpan timeout,
        TimeProvider clock
    )
    {
        (_health, _timeout, _clock) = (health, timeout, clock);
        _http = new(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ibkr-agent");
        foreach (var (name, value) in headers)
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    public string Service => _health.Service;

    /// <summary>Null when it is well, else why it is not.</summary>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            const HttpCompletionOption HeadersOnly = HttpCompletionOption.ResponseHeadersRead;
            using var response = await _http.GetAsync(_health.Url, HeadersOnly, either.Token);
            return response.IsSuccessStatusCode
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"the answer was HTTP status {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no answer within {_timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException exception)
        {
            return $"the request failed: {exception.HttpRequestError}";
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
