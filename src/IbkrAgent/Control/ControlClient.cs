using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Systemd.Sockets;
using static System.FormattableString;

namespace IbkrAgent.Control;

/// <summary>The command line's side of the control interface.</summary>
/// <remarks>Each wish is said once: an answer that does not come may have been a login all the same.</remarks>
public sealed class ControlClient(string path, TimeProvider time)
{
    private const string Json = "application/json";
    private const string PlainText = "text/plain";

    public ControlReply<StatusDocument> Status(TimeSpan timeout) =>
        Ask("GET /v1/status", Json, [], r => Read(r, ControlJson.Default.StatusDocument), timeout);

    /// <param name="gateway">null: main, or the only one there is.</param>
    /// <param name="json">a document and not a line is wanted.</param>
    public ControlReply<HealthAnswer> Health(InstanceName? gateway, HealthDemand demand, bool json, TimeSpan timeout)
    {
        var query = demand switch
        {
            { RequireReady: true, Strict: true } => "?require-ready&strict",
            { RequireReady: true } => "?require-ready",
            { Strict: true } => "?strict",
            _ => "",
        };
        return Ask(
            $"GET /v1/gateways/{GatewaySegment.Of(gateway)}/health{query}",
            json ? Json : PlainText,
            [],
            ReadHealth,
            timeout
        );
    }

    /// <param name="gateway">null: main, or the only one there is.</param>
    /// <param name="isGate">as the timer's service: what is to be put off is put off.</param>
    public ControlReply<RestartCheckDocument> RestartCheck(InstanceName? gateway, bool isGate, TimeSpan timeout) =>
        Ask(
            $"{(isGate ? "POST" : "GET")} /v1/gateways/{GatewaySegment.Of(gateway)}/restart-check",
            Json,
            [],
            r => Read(r, ControlJson.Default.RestartCheckDocument),
            timeout
        );

    /// <param name="gateway">null: main, or the only one there is.</param>
    /// <param name="action">one of <see cref="WishRequest.Actions"/>.</param>
    public ControlReply<OperatorAnswer> Act(InstanceName? gateway, string action, WishRequest request, TimeSpan timeout)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, ControlRequestJson.Default.WishRequest);
        return Ask($"POST /v1/gateways/{GatewaySegment.Of(gateway)}/{action}", Json, body, ReadAnswer, timeout);
    }

    /// <param name="gateway">null: main, or the only one there is.</param>
    public ControlReply<InhibitorDocument> Inhibit(InstanceName? gateway, InhibitRequest request, TimeSpan timeout) =>
        AskForInhibitor($"POST /v1/gateways/{GatewaySegment.Of(gateway)}/inhibitors", Body(request), timeout);

    /// <param name="span">how long it stands from now; null: as long as usual.</param>
    public ControlReply<InhibitorDocument> Renew(string gateway, long inhibitor, string? span, TimeSpan timeout) =>
        AskForInhibitor(
            Invariant($"POST /v1/gateways/{gateway}/inhibitors/{inhibitor}/renew"),
            Body(new(For: span)),
            timeout
        );

    /// <param name="gateway">null: main, or the only one there is.</param>
    public ControlReply<InhibitorDocument> Release(InstanceName? gateway, long inhibitor, TimeSpan timeout) =>
        AskForInhibitor(
            Invariant($"DELETE /v1/gateways/{GatewaySegment.Of(gateway)}/inhibitors/{inhibitor}"),
            [],
            timeout
        );

    private ControlReply<InhibitorDocument> AskForInhibitor(
        string request,
        ReadOnlySpan<byte> body,
        TimeSpan timeout
    ) => Ask(request, Json, body, r => Read(r, ControlJson.Default.InhibitorDocument), timeout);

    private static byte[] Body(InhibitRequest request) =>
        JsonSerializer.SerializeToUtf8Bytes(request, ControlRequestJson.Default.InhibitRequest);

    public ControlReply<OperatorAnswer> Reload(TimeSpan timeout) =>
        Ask("POST /v1/reload", Json, [], ReadAnswer, timeout);

    /// <param name="channel">one of the ids of channels, or null for all of them.</param>
    public ControlReply<OperatorAnswer> TestAlert(string? channel, TimeSpan timeout) =>
        Ask(
            channel is null ? "POST /v1/test-alert" : $"POST /v1/test-alert?channel={Uri.EscapeDataString(channel)}",
            Json,
            [],
            ReadAnswer,
            timeout
        );

    private ControlReply<T> Ask<T>(
        string request,
        string accept,
        ReadOnlySpan<byte> body,
        Func<ControlResponse, T> read,
        TimeSpan timeout
    )
    {
        try
        {
            var response = ControlExchange.Ask(path, request, accept, body, timeout, time);
            return response.IsSuccess
                ? new ControlReply<T>.Answered(read(response))
                : new ControlReply<T>.Refused(ReadAnswer(response));
        }
        catch (UnixConnectionException exception)
        {
            return Unconnected<T>(exception, timeout);
        }
        catch (InvalidDataException exception)
        {
            return new ControlReply<T>.NoAnswer(
                $"the answer on {path} is not understood, is it of another version: {exception.Message}"
            );
        }
    }

    private static HealthAnswer ReadHealth(ControlResponse response) =>
        response is { ExitStatus: { } status and <= byte.MaxValue, Body.Length: > 0 }
            ? new(status, Encoding.UTF8.GetString(response.Body))
            : throw new InvalidDataException($"it has no {HealthAnswer.StatusHeader}, or says nothing");

    private static OperatorAnswer ReadAnswer(ControlResponse response) =>
        Read(response, ControlJson.Default.OperatorAnswer);

    private static T Read<T>(ControlResponse response, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(response.Body, type) ?? throw new JsonException("it is empty");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private ControlReply<T> Unconnected<T>(UnixConnectionException exception, TimeSpan timeout) =>
        exception.Failure switch
        {
            UnixFailure.NotPermitted => new ControlReply<T>.NotPermitted($"{path} is not open to this user"),
            UnixFailure.NobodyListens => new ControlReply<T>.NotThere($"nobody listens on {path}"),
            UnixFailure.NoSuchSocket => new ControlReply<T>.NotThere($"there is no {path}"),
            UnixFailure.TooLate => new ControlReply<T>.NoAnswer(
                $"the daemon did not answer on {path} within {timeout.TotalSeconds:0.#} s"
            ),
            _ => new ControlReply<T>.NoAnswer($"the connection to {path} failed: {exception.Message}"),
        };
}
