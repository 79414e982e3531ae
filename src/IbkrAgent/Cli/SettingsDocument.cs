using System.Text.Json.Serialization;
using IbkrAgent.Settings;

namespace IbkrAgent.Cli;

/// <summary>What <c>ibkr-agent settings --json</c> prints.</summary>
/// <param name="File">the settings file.</param>
/// <param name="Warnings">what is allowed and unwise, a line each.</param>
internal sealed record SettingsDocument(
    string File,
    IReadOnlyList<EffectiveSection> Sections,
    IReadOnlyList<SecretFile> SecretFiles,
    IReadOnlyList<string> Warnings
);

/// <summary>A file of secrets: which of its keys have a value, and no value.</summary>
/// <param name="Problem">why it is not known; null when it is.</param>
internal sealed record SecretFile(string File, IReadOnlyDictionary<string, bool> IsSet, string? Problem);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SettingsDocument))]
internal sealed partial class SettingsJson : JsonSerializerContext;
