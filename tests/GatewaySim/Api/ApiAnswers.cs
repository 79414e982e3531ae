using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Answers the requests of one client; those it does not know are read and ignored.</summary>
internal sealed class ApiAnswers(
    ApiVoice voice,
    GatewayLife life,
    ApiIdentity identity,
    PositionAnswers positions,
    int clientId,
    TimeProvider clock
)
{
    public const int NextOrderId = 1;

    private const int RequestUnreadable = 320;
    private const int NoRequest = -1;

    /// <summary>From this version on a request for executions has two fields more, and is wrong without them.</summary>
    private const int ExecutionDaysSince = 200;
    private const int ExecutionFieldsWithDays = 12;

    /// <summary>The field of an order that says how much, in all versions that are served.</summary>
    private const int PlacedQuantity = 17;

    /// <summary>From this version on the cancellation of an order has no message version.</summary>
    private const int PlainCancelSince = 192;

    private readonly TimeAnswers _time = new(voice, life, clock);
    private readonly AccountAnswers _accounts = new(voice, life, identity);
    private readonly OrderAnswers _orders = new(voice, life, identity);

    public async Task GiveAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await (
                IsAboutOrders(request.Number) && _orders.AreWithheld
                    ? _orders.RefuseAsync(SubjectOf(request), cancellationToken)
                    : FindAsync(request, cancellationToken)
            );
        }
        catch (TwsProtocolException e)
        {
            await voice.NoticeAsync(RequestUnreadable, $"Error reading request. {e.Message}", cancellationToken);
        }
    }

    private Task FindAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        switch (request.Number)
        {
            case RequestNumber.CurrentTime:
                return _time.TellSecondsAsync(cancellationToken);
            case RequestNumber.CurrentTimeInMillis:
                return _time.TellMillisAsync(cancellationToken);
            case RequestNumber.ManagedAccounts:
                var accounts = new ManagedAccounts(identity.Accounts(life.Scenario));
                return voice.SayAsync([voice.Encode(accounts)], cancellationToken);
            case RequestNumber.Ids:
                return voice.SayAsync([voice.Encode(new NextValidId(NextOrderId))], cancellationToken);
            case RequestNumber.Positions:
                return positions.SubscribeAsync(cancellationToken);
            case RequestNumber.CancelPositions:
                positions.Cancel();
                return Task.CompletedTask;
            case RequestNumber.AccountSummary:
                var summary = new AccountSummaryRequest(request.Int(2), request.Text(4), request.Text(3));
                return _accounts.TellSummaryAsync(summary, cancellationToken);
            case RequestNumber.CancelAccountSummary:
                _accounts.CancelSummary(request.Int(2));
                return Task.CompletedTask;
            case RequestNumber.AccountUpdates when request.Text(2) == "1":
                return _accounts.TellUpdatesAsync(request.Text(3), cancellationToken);
            case RequestNumber.AccountUpdatesMulti:
                return _accounts.TellUpdatesMultiAsync(request.Int(2), request.Text(3), cancellationToken);
            case RequestNumber.PlaceOrder:
                return _orders.TakeAsync(request.Int(1), request.Decimal(PlacedQuantity), clientId, cancellationToken);
            case RequestNumber.OpenOrders:
                return _orders.TellOpenAsync(clientId, cancellationToken);
            case RequestNumber.AllOpenOrders:
                return _orders.TellOpenAsync(clientId: null, cancellationToken);
            case RequestNumber.CompletedOrders:
                return voice.SayAsync([ApiVoice.Encode("102")], cancellationToken);
            case RequestNumber.Executions:
                return TellNoExecutionsAsync(request, cancellationToken);
            default:
                return Task.CompletedTask;
        }
    }

    private Task TellNoExecutionsAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (voice.Version.Number >= ExecutionDaysSince)
            request.Text(ExecutionFieldsWithDays - 1);

        return life.Scenario.WithheldEnd == WithheldEnd.Executions
            ? Task.CompletedTask
            : voice.SayAsync([ApiVoice.Encode("55", "1", request.Text(2))], cancellationToken);
    }

    /// <summary>The order that an answer is about; the other requests have no id.</summary>
    private int SubjectOf(ApiRequest request) =>
        request.Number switch
        {
            RequestNumber.PlaceOrder => request.Int(1),
            RequestNumber.CancelOrder => request.Int(voice.Version.Number < PlainCancelSince ? 2 : 1),
            _ => NoRequest,
        };

    private static bool IsAboutOrders(RequestNumber number) =>
        number
            is RequestNumber.PlaceOrder
                or RequestNumber.CancelOrder
                or RequestNumber.OpenOrders
                or RequestNumber.AutoOpenOrders
                or RequestNumber.AllOpenOrders
                or RequestNumber.GlobalCancel
                or RequestNumber.CompletedOrders;
}
