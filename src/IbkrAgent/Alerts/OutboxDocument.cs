using System.Text.Json.Serialization;
using IbkrAgent.Daemon;

namespace IbkrAgent.Alerts;

/// <summary>The content of an outbox's file.</summary>
/// <param name="Version">of the layout; a file with another one is not understood.</param>
internal sealed record OutboxDocument(int Version, Outbox Outbox) : IDocument
{
    public const int CurrentVersion = 1;
}

[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(OutboxDocument))]
internal sealed partial class OutboxJson : JsonSerializerContext;
