using System.Text.Json.Serialization;
using IbkrAgent.Control;
using IbkrAgent.Schedule;

namespace IbkrAgent.Cli;

/// <summary>What <c>ibkr-agent schedule --json</c> prints.</summary>
internal sealed record ScheduleDocument(
    DateTimeOffset From,
    DateTimeOffset Until,
    IReadOnlyList<GatewaySchedule> Gateways
);

/// <summary>What the clock brings to one gateway.</summary>
/// <param name="TimeZone">in which the Gateway runs, an IANA name.</param>
/// <param name="Notice">what is not in the list and why; null when all is.</param>
internal sealed record GatewaySchedule(
    string Name,
    string TimeZone,
    IReadOnlyList<ForecastEvent> Events,
    string? Notice
);

[JsonSourceGenerationOptions(
    Converters = [typeof(UtcInstantConverter)],
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ScheduleDocument))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
