using System.Text.Json.Serialization;
using IbkrAgent.Supervision;

namespace IbkrAgent.Daemon;

/// <summary>The content of state.json.</summary>
/// <param name="Version">of the layout; a file with a higher one is from a newer agent and is not understood.</param>
/// <param name="Cursor">the last journal entry that <paramref name="Memory"/> knows of.</param>
internal sealed record StateDocument(int Version, string? Cursor, SupervisorMemory Memory)
{
    public const int CurrentVersion = 2;
}

/// <summary>As much of state.json as every layout has.</summary>
internal sealed record StateHeader(int Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StateHeader))]
internal sealed partial class StateHeaderJson : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(StateDocument))]
internal sealed partial class StateJson : JsonSerializerContext;
