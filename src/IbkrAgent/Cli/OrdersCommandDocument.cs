using System.Text.Json.Serialization;
using IbkrAgent.Common;
using IbkrAgent.Orders;

namespace IbkrAgent.Cli;

/// <summary>What <c>ibkr-agent orders --json</c> prints.</summary>
internal sealed record OrdersCommandDocument(IReadOnlyList<GatewayOrders> Gateways);

/// <summary>Orders at one gateway, in the words of <c>status --json</c>.</summary>
/// <param name="IsRunning">null: systemd could not be asked.</param>
/// <param name="Running">what the one that runs was started with; null: none runs, or it is not known.</param>
/// <param name="IsOutdated">what runs was not started with what its next start goes by; null: as of IsRunning.</param>
/// <param name="Problem">why it is not known what runs; null when systemd said.</param>
internal sealed record GatewayOrders(
    string Name,
    bool? IsRunning,
    OrdersMark? Running,
    OrdersInterlock Next,
    bool? IsOutdated,
    string? Problem
)
{
    public static GatewayOrders Of(InstanceName name, OrdersReport report, string? problem) =>
        problem is null
            ? new(name.ToString(), report.IsRunning, report.Running, report.Next, report.IsOutdated, Problem: null)
            : new(name.ToString(), IsRunning: null, Running: null, report.Next, IsOutdated: null, problem);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OrdersCommandDocument))]
internal sealed partial class OrdersCommandJson : JsonSerializerContext;
