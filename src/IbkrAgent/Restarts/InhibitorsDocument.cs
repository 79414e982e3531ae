using System.Text.Json.Serialization;
using IbkrAgent.Daemon;

namespace IbkrAgent.Restarts;

/// <summary>The content of inhibitors.json.</summary>
/// <param name="Version">of the layout; a file with another one is not understood.</param>
internal sealed record InhibitorsDocument(int Version, InhibitorBook Book) : IDocument
{
    public const int CurrentVersion = 1;
}

[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(InhibitorsDocument))]
internal sealed partial class InhibitorsJson : JsonSerializerContext;
