using IbkrAgent.Common;

namespace IbkrAgent.Verification.Rules;

/// <summary>What the settings say of orders counts from a start on, and is easily taken for what runs.</summary>
public sealed class OrdersRule()
    : GatewayRule("orders", "The Gateway takes orders or refuses them, as the settings want it")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host)
    {
        var (settings, orders) = (gateway.Settings, gateway.Orders);
        if (orders.Next.IsWithheld)
            yield return Complaint.Warn($"orders are withheld: {orders.Next.Why}", orders.Next.Remedy);

        if (orders is { IsOutdated: true, Next.ReadOnlyApi: true })
            yield return Complaint.Fail(
                $"the Gateway that runs still takes orders, although {orders.Next.Why}",
                $"sudo {AgentCommand.For(settings.Name, "disarm --now")}"
            );
        else if (orders.IsOutdated)
            yield return Complaint.Warn(
                $"the Gateway that runs takes no orders, although {orders.Next.Why}",
                $"it counts from the next start: {AgentCommand.For(settings.Name, "restart")}"
            );
    }
}
