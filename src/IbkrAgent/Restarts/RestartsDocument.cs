using System.Text.Json.Serialization;
using IbkrAgent.Daemon;

namespace IbkrAgent.Restarts;

/// <summary>The content of restarts.json.</summary>
/// <param name="Version">of the layout; a file with another one is not understood.</param>
internal sealed record RestartsDocument(int Version, RestartMemory Memory) : IDocument
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
[JsonSerializable(typeof(RestartsDocument))]
internal sealed partial class RestartsJson : JsonSerializerContext;
