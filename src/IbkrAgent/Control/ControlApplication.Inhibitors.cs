using System.Globalization;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Logging;
using IbkrAgent.Restarts;
using Microsoft.AspNetCore.Http;

namespace IbkrAgent.Control;

/// <summary>What takes, renews and releases inhibitors.</summary>
internal sealed partial class ControlApplication
{
    /// <param name="rest">what follows <c>/v1/gateways/NAME/inhibitors</c>.</param>
    private Task AnswerOnInhibitorsAsync(HttpContext context, string name, string[] rest) =>
        rest switch
        {
            [] => OnAsync(HttpMethods.Post, context, c => InhibitAsync(c, name)),
            [var id] => OnAsync(HttpMethods.Delete, context, c => ReleaseAsync(c, name, id)),
            [var id, "renew"] => OnAsync(HttpMethods.Post, context, c => RenewAsync(c, name, id)),
            _ => RefusePathAsync(context),
        };

    private async Task InhibitAsync(HttpContext context, string name)
    {
        var request = await ReadAsync(context, ControlRequestJson.Default.InhibitRequest) ?? new();
        if (request.Read(out var problem) is not { } wish)
            await RefuseAsync(context, StatusCodes.Status400BadRequest, problem);
        else if (!InstanceName.TryParse(GatewaySegment.Find(name, desk.Reports)?.Name, out var gateway))
            await RefuseNameAsync(context, name);
        else
            await AnswerAsync(
                context,
                gateway,
                "inhibit",
                desk.Inhibit(gateway, PeerOf(context), wish),
                new(
                    (int)ExitCode.TryAgain,
                    $"there are {InhibitorBook.Most} inhibitors; release one, or wait for its end"
                )
            );
    }

    private async Task RenewAsync(HttpContext context, string name, string id)
    {
        var request = await ReadAsync(context, ControlRequestJson.Default.InhibitRequest) ?? new();
        if (request.ReadRenewal(out var problem) is { } span)
            await ChangeAsync(
                context,
                name,
                id,
                "renew inhibitor",
                (gateway, number) => desk.Renew(gateway, number, span)
            );
        else
            await RefuseAsync(context, StatusCodes.Status400BadRequest, problem);
    }

    private Task ReleaseAsync(HttpContext context, string name, string id) =>
        ChangeAsync(context, name, id, "release inhibitor", desk.Release);

    private Task ChangeAsync(
        HttpContext context,
        string name,
        string id,
        string action,
        Func<InstanceName, long, Inhibitor?> change
    )
    {
        if (!InstanceName.TryParse(GatewaySegment.Find(name, desk.Reports)?.Name, out var gateway))
            return RefuseNameAsync(context, name);
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return RefusePathAsync(context);

        return AnswerAsync(
            context,
            gateway,
            action,
            change(gateway, number),
            new(
                (int)ExitCode.Usage,
                $"inhibitor {number} of {gateway} does not stand: it has expired, or was released"
            ),
            StatusCodes.Status404NotFound
        );
    }

    /// <param name="inhibitor">null: refused.</param>
    private Task AnswerAsync(
        HttpContext context,
        InstanceName gateway,
        string action,
        Inhibitor? inhibitor,
        OperatorAnswer refusal,
        int refusalStatus = StatusCodes.Status409Conflict
    )
    {
        var peer = PeerOf(context);
        logger.OperatorAsked(
            gateway.ToString(),
            action,
            peer.UserId,
            peer.ProcessId,
            inhibitor is null ? refusal.ExitStatus : (int)ExitCode.Ok,
            inhibitor is null ? refusal.Message : $"{inhibitor.Name}, until {inhibitor.Until:u}"
        );
        return inhibitor is null
            ? WriteAsync(context, refusalStatus, refusal, ControlJson.Default.OperatorAnswer)
            : WriteAsync(
                context,
                StatusCodes.Status200OK,
                InhibitorDocument.Of(gateway.ToString(), inhibitor),
                ControlJson.Default.InhibitorDocument
            );
    }

    private static Task RefusePathAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status404NotFound, $"there is nothing at {context.Request.Path}");
}
