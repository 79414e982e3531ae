using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Logging;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Control;

/// <summary>The requests of the control interface, and their answers.</summary>
/// <param name="stopping">ends what is under way when the daemon stops; a client that goes away ends nothing.</param>
internal sealed partial class ControlApplication(
    IGatewayDesk desk,
    string version,
    TimeProvider time,
    ILogger logger,
    CancellationToken stopping
) : IHttpApplication<HttpContext>
{
    private const string PlainText = "text/plain";
    private const string RequireReady = "require-ready";
    private const string Strict = "strict";
    private const string Channel = "channel";

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(context, exception.StatusCode, exception.Message);
        }
        catch (JsonException exception)
        {
            await RefuseAsync(
                context,
                StatusCodes.Status400BadRequest,
                $"the request body is not as expected: {exception.Message}"
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            logger.ControlRequestFailed(context.Request.Method, context.Request.Path, exception);
            var answer = new OperatorAnswer(
                (int)ExitCode.Unavailable,
                "the daemon failed to answer; see journalctl -u ibkr-agent"
            );
            await WriteAsync(
                context,
                StatusCodes.Status500InternalServerError,
                answer,
                ControlJson.Default.OperatorAnswer
            );
        }
    }

    private Task AnswerAsync(HttpContext context) =>
        context.Request.Path.Value?.Split('/') switch
        {
            ["", "v1", "status"] => OnAsync(HttpMethods.Get, context, StatusAsync),
            ["", "v1", "reload"] => OnAsync(HttpMethods.Post, context, ReloadAsync),
            ["", "v1", "test-alert"] => OnAsync(HttpMethods.Post, context, TestAlertAsync),
            ["", "v1", "gateways", var name, "health"] => OnAsync(HttpMethods.Get, context, c => HealthAsync(c, name)),
            ["", "v1", "gateways", var name, "restart-check"] when HttpMethods.IsPost(context.Request.Method) =>
                PassRestartGateAsync(context, name),
            ["", "v1", "gateways", var name, "restart-check"] => OnAsync(
                HttpMethods.Get,
                context,
                c => CheckRestartAsync(c, name)
            ),
            ["", "v1", "gateways", var name, "inhibitors", .. var rest] => AnswerOnInhibitorsAsync(context, name, rest),
            ["", "v1", "gateways", var name, var action] when WishRequest.Actions.Contains(action) => OnAsync(
                HttpMethods.Post,
                context,
                c => ActAsync(c, name, action)
            ),
            _ => RefusePathAsync(context),
        };

    private static Task OnAsync(string method, HttpContext context, Func<HttpContext, Task> answerAsync)
    {
        if (context.Request.Method == method)
            return answerAsync(context);

        context.Response.Headers.Allow = method;
        return RefuseAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            $"{context.Request.Path} answers {method} only"
        );
    }

    private Task StatusAsync(HttpContext context)
    {
        var status = new StatusDocument(
            StatusDocument.CurrentSchema,
            version,
            time.GetUtcNow(),
            desk.Reports,
            desk.Complaint
        );
        return WriteAsync(context, StatusCodes.Status200OK, status, ControlJson.Default.StatusDocument);
    }

    /// <remarks>Without an exit status of its own: a Gateway that is not healthy is an answer like any other.</remarks>
    private Task HealthAsync(HttpContext context, string name)
    {
        var query = context.Request.Query;
        if (query.FirstOrDefault(pair => pair.Key is not (RequireReady or Strict) || pair.Value != "").Key is { } wrong)
            return RefuseAsync(
                context,
                StatusCodes.Status400BadRequest,
                $"{wrong} is neither {RequireReady} nor {Strict}, or has a value"
            );

        if (GatewaySegment.Find(name, desk.Reports) is not { } report)
            return RefuseNameAsync(context, name);

        var demand = new HealthDemand(query.ContainsKey(RequireReady), query.ContainsKey(Strict));
        var health = HealthDocument.Of(report, demand);
        context.Response.Headers[HealthAnswer.StatusHeader] = health.Status.ToString(CultureInfo.InvariantCulture);
        return context.Request.Headers.Accept == PlainText
            ? WriteAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(health.Line), PlainText)
            : WriteAsync(context, StatusCodes.Status200OK, health, ControlJson.Default.HealthDocument);
    }

    private Task CheckRestartAsync(HttpContext context, string name)
    {
        if (!InstanceName.TryParse(GatewaySegment.Find(name, desk.Reports)?.Name, out var gateway))
            return RefuseNameAsync(context, name);

        var document = RestartCheckDocument.Of(gateway.ToString(), desk.CheckRestart(gateway));
        return WriteAsync(context, StatusCodes.Status200OK, document, ControlJson.Default.RestartCheckDocument);
    }

    /// <summary>The timer's service asks: what may not be made now is the agent's from here on.</summary>
    private async Task PassRestartGateAsync(HttpContext context, string name)
    {
        if (!InstanceName.TryParse(GatewaySegment.Find(name, desk.Reports)?.Name, out var gateway))
        {
            await RefuseNameAsync(context, name);
            return;
        }

        var document = RestartCheckDocument.Of(gateway.ToString(), await desk.PassRestartGateAsync(gateway, stopping));
        await WriteAsync(context, StatusCodes.Status200OK, document, ControlJson.Default.RestartCheckDocument);
    }

    private async Task ReloadAsync(HttpContext context)
    {
        var answer = await desk.ReloadAsync(PeerOf(context), stopping);
        await WriteAsync(context, HttpStatusOf(answer), answer, ControlJson.Default.OperatorAnswer);
    }

    /// <remarks>A channel that does not take it is an answer like any other.</remarks>
    private async Task TestAlertAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query.Keys.FirstOrDefault(key => key != Channel) is { } wrong)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"{wrong} is not {Channel}");
            return;
        }

        var answer = await desk.TestAlertAsync((string?)query[Channel], stopping);
        await WriteAsync(context, StatusCodes.Status200OK, answer, ControlJson.Default.OperatorAnswer);
    }

    private async Task ActAsync(HttpContext context, string name, string action)
    {
        var request = await ReadAsync(context, ControlRequestJson.Default.WishRequest) ?? new();
        if (request.Read(action, out var problem) is not { } wish)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        if (!InstanceName.TryParse(GatewaySegment.Find(name, desk.Reports)?.Name, out var gateway))
        {
            await RefuseNameAsync(context, name);
            return;
        }

        var peer = PeerOf(context);
        var answer = await desk.AskAsync(gateway, peer, wish, stopping);
        logger.OperatorAsked(
            gateway.ToString(),
            action,
            peer.UserId,
            peer.ProcessId,
            answer.ExitStatus,
            answer.Message
        );
        await WriteAsync(context, HttpStatusOf(answer), answer, ControlJson.Default.OperatorAnswer);
    }

    /// <remarks>A body is optional; its size is limited by the server.</remarks>
    private async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, stopping);
        return body.Length == 0 ? null : JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type);
    }

    private static Peer PeerOf(HttpContext context) =>
        Peer.Of(context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket);

    private static int HttpStatusOf(OperatorAnswer answer) =>
        (ExitCode)answer.ExitStatus switch
        {
            ExitCode.Ok => StatusCodes.Status200OK,
            ExitCode.Usage => StatusCodes.Status400BadRequest,
            ExitCode.NotPermitted => StatusCodes.Status403Forbidden,
            ExitCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
            ExitCode.Configuration => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status409Conflict,
        };

    private Task RefuseNameAsync(HttpContext context, string name) =>
        RefuseAsync(context, StatusCodes.Status404NotFound, GatewaySegment.Problem(name, desk.Reports));

    private static Task RefuseAsync(HttpContext context, int httpStatus, string message) =>
        WriteAsync(context, httpStatus, new((int)ExitCode.Usage, message), ControlJson.Default.OperatorAnswer);

    private static Task WriteAsync<T>(HttpContext context, int httpStatus, T document, JsonTypeInfo<T> type) =>
        WriteAsync(context, httpStatus, JsonSerializer.SerializeToUtf8Bytes(document, type), "application/json");

    private static Task WriteAsync(HttpContext context, int httpStatus, byte[] body, string type)
    {
        context.Response.StatusCode = httpStatus;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length);
    }
}
