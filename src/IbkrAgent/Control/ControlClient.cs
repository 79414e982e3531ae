using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IbkrAgent.Common;

namespace IbkrAgent.Control;

/// <summary>The command line's side of the control interface.</summary>
public sealed class ControlClient : IDisposable
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;

    public ControlClient(string path, TimeProvider time)
    {
        (_path, _time) = (path, time);
        _handler = CreateHandler();
        _http = new(_handler) { BaseAddress = new("http://localhost"), Timeout = Timeout.InfiniteTimeSpan };
    }

    public Task<ControlReply<StatusDocument>> StatusAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        AskAsync(new(HttpMethod.Get, "/v1/status"), ControlJson.Default.StatusDocument, timeout, cancellationToken);

    public Task<ControlReply<OperatorAnswer>> RestartAsync(
        InstanceName gateway,
        string? reason,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new(reason), ControlRequestJson.Default.RestartRequest);
        var content = new ByteArrayContent(body)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/gateways/{gateway}/restart") { Content = content };
        return AskAsync(request, ControlJson.Default.OperatorAnswer, timeout, cancellationToken);
    }

    public Task<ControlReply<OperatorAnswer>> AckAsync(
        InstanceName gateway,
        TimeSpan timeout,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            // Without a body HttpClient would repeat it when the daemon dies over it; each may cost a login.
            new(HttpMethod.Post, $"/v1/gateways/{gateway}/ack") { Content = new ByteArrayContent([]) },
            ControlJson.Default.OperatorAnswer,
            timeout,
            cancellationToken
        );

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<ControlReply<T>> AskAsync<T>(
        HttpRequestMessage request,
        JsonTypeInfo<T> type,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var ownedRequest = request;
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode
                ? new ControlReply<T>.Answered(Read(body, type))
                : new ControlReply<T>.Refused(Read(body, ControlJson.Default.OperatorAnswer));
        }
        catch (OperationCanceledException)
            when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ControlReply<T>.NoAnswer(
                $"the daemon did not answer on {_path} within {timeout.TotalSeconds:0.#} s"
            );
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException socket)
        {
            return Unconnected<T>(socket);
        }
        catch (HttpRequestException exception)
        {
            return new ControlReply<T>.NoAnswer($"the daemon broke off on {_path}: {exception.HttpRequestError}");
        }
        catch (JsonException exception)
        {
            return new ControlReply<T>.NoAnswer(
                $"the daemon's answer is not understood, is it of another version: {exception.Message}"
            );
        }
    }

    private static T Read<T>(byte[] body, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body, type) ?? throw new JsonException("the answer is empty");

    private ControlReply<T> Unconnected<T>(SocketException exception) =>
        exception.SocketErrorCode switch
        {
            SocketError.AccessDenied => new ControlReply<T>.NotPermitted($"{_path} is not open to this user"),
            SocketError.ConnectionRefused => new ControlReply<T>.NotThere($"nobody listens on {_path}"),
            SocketError.AddressNotAvailable => new ControlReply<T>.NotThere($"there is no {_path}"),
            _ => new ControlReply<T>.NotThere($"connecting to {_path} failed: {exception.Message}"),
        };

    private SocketsHttpHandler CreateHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            ConnectCallback = (_, cancellationToken) => ConnectAsync(cancellationToken),
            UseCookies = false,
            UseProxy = false,
        };

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The stream owns the socket, and the catch block disposes of it before there is one.
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
