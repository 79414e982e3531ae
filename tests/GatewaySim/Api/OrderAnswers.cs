using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tws.Messages;

namespace IbkrAgent.GatewaySim.Api;

/// <summary>Tells the open orders of all clients or of one; of a new one, that it came.</summary>
internal sealed class OrderAnswers(ApiVoice voice, GatewayLife life, ApiIdentity identity)
{
    private const int RequestInvalid = 321;

    public bool AreWithheld => identity.IsReadOnly(life.Scenario);

    /// <param name="clientId">whose orders; null for everybody's.</param>
    public Task TellOpenAsync(int? clientId, CancellationToken cancellationToken)
    {
        var scenario = life.Scenario;
        var frames = scenario
            .Orders.Select((order, index) => (Order: order, Account: identity.AccountOf(index, scenario)))
            .Where(row => clientId is null || row.Order.ClientId == clientId)
            .SelectMany(row => Encode(row.Order, row.Account, scenario.OrderShape));
        byte[][] end = scenario.WithheldEnd == WithheldEnd.OpenOrders ? [] : [voice.Encode(new OpenOrderEnd())];
        return voice.SayAsync([.. frames, .. end], cancellationToken);
    }

    /// <summary>A new order is submitted, as far as its client sees, and then forgotten.</summary>
    public Task TakeAsync(int orderId, decimal size, int clientId, CancellationToken cancellationToken)
    {
        var status = new OrderStatus(orderId, "Submitted", 0, size, StableNumber.Of($"{clientId}/{orderId}"), clientId);
        return voice.SayAsync([voice.Encode(status)], cancellationToken);
    }

    /// <summary>Refuses, after a while, what has to do with orders.</summary>
    public Task RefuseAsync(int requestId, CancellationToken cancellationToken)
    {
        var text = "Error validating request.-'bZ' : cause - The API interface is currently in Read-Only mode.";
        return voice.SayAfterAsync(
            life.Scenario.ReadOnlyDelay,
            () => voice.EncodeNotice(RequestInvalid, text, requestId),
            cancellationToken
        );
    }

    private IEnumerable<byte[]> Encode(WorkingOrder order, string account, OrderShape shape)
    {
        yield return OpenOrderFrame.Encode(order, account, shape, voice.Version);
        yield return voice.Encode(
            new OrderStatus(order.OrderId, order.Status, 0, order.Size, order.PermanentId, order.ClientId)
        );
    }
}
