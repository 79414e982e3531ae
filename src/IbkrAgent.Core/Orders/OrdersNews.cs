using System.Globalization;
using IbkrAgent.Alerts;
using IbkrAgent.Common;

namespace IbkrAgent.Orders;

/// <summary>What the operator is told of orders: once in each run of the Gateway, and again when it changed meanwhile.</summary>
public static class OrdersNews
{
    /// <summary>What is the case now that somebody should know; null: what runs is what is wanted.</summary>
    public static AlertDefinition? Of(OrdersReport report) =>
        report switch
        {
            { IsRunning: false } => null,
            { IsOutdated: true, Next.ReadOnlyApi: true } => AlertCatalog.OrdersStillTaken,
            { IsOutdated: true } => AlertCatalog.OrdersArmed,
            { Next.IsWithheld: true } => AlertCatalog.OrdersWithheld,
            _ => null,
        };

    /// <summary>The alert, if it is news.</summary>
    /// <param name="run">the unit's run.</param>
    public static (OrdersMemory Memory, Alert? Alert) Tell(
        OrdersMemory memory,
        OrdersReport report,
        InstanceName gateway,
        string run,
        DateTimeOffset at
    )
    {
        var definition = Of(report);
        var now = new OrdersMemory(run, definition?.Code ?? "");
        // What was stopped may begin again with the same news: that is a run of its own.
        if (!report.IsRunning || now == memory)
            return (memory, null);

        return (now, definition is null ? null : Compose(definition, report, gateway, at));
    }

    private static Alert Compose(
        AlertDefinition definition,
        OrdersReport report,
        InstanceName gateway,
        DateTimeOffset at
    ) =>
        new(
            definition.Code,
            definition.Severity,
            gateway.ToString(),
            $"Gateway {gateway} {definition.Title}",
            AlertText.Sentence($"{OrdersText.Running(report)}; {report.Next.Why}"),
            WhatToDo(definition, report, gateway),
            at,
            string.Create(CultureInfo.InvariantCulture, $"{gateway}-orders-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}")
        );

    private static string WhatToDo(AlertDefinition definition, OrdersReport report, InstanceName gateway)
    {
        if (definition == AlertCatalog.OrdersWithheld)
            return AlertText.Sentence($"{report.Next.Remedy}; it counts from the next start");

        var restart = AgentCommand.For(gateway, "restart");
        return definition == AlertCatalog.OrdersArmed
            ? $"To have orders taken at once: {restart}. Was it not you? sudo {AgentCommand.For(gateway, "disarm")}."
            : $"At once, if that is safe: sudo {AgentCommand.For(gateway, "disarm --now")}. In any case: {restart}.";
    }
}
