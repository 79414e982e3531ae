using System.Text.Json.Serialization;
using IbkrAgent.Daemon;

namespace IbkrAgent.Dependents;

/// <summary>The content of dependents.json.</summary>
/// <param name="Version">of the layout; a file with another one is not understood.</param>
internal sealed record DependentsDocument(int Version, DependentsMemory Memory) : IDocument
{
    public const int CurrentVersion = 1;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(DependentsDocument))]
internal sealed partial class DependentsJson : JsonSerializerContext;
