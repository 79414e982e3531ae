using System.Text.Json.Serialization;

namespace IbkrAgent.Control;

/// <summary>The JSON of the control interface and of <c>--json</c>.</summary>
[JsonSourceGenerationOptions(
    Converters = [typeof(UtcInstantConverter)],
    IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(OperatorAnswer))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(RestartCheckDocument))]
[JsonSerializable(typeof(InhibitorDocument))]
internal sealed partial class ControlJson : JsonSerializerContext;

/// <summary>The JSON of requests, which is strict: a misspelt member is an error and not a wish unheard.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(WishRequest))]
[JsonSerializable(typeof(InhibitRequest))]
internal sealed partial class ControlRequestJson : JsonSerializerContext;
