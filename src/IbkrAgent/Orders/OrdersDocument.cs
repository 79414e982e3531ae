using System.Text.Json.Serialization;
using IbkrAgent.Daemon;

namespace IbkrAgent.Orders;

/// <summary>The content of orders.json.</summary>
/// <param name="Version">of the layout; a file with another one is not understood.</param>
internal sealed record OrdersDocument(int Version, OrdersMemory Memory) : IDocument
{
    public const int CurrentVersion = 1;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(OrdersDocument))]
internal sealed partial class OrdersJson : JsonSerializerContext;
