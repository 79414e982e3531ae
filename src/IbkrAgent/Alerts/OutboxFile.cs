using System.Text.Json;
using System.Text.Json.Serialization;
using IbkrAgent.Daemon;

namespace IbkrAgent.Alerts;

/// <summary>One channel's outbox on disk: what was not told yet outlives the daemon and the host.</summary>
internal sealed class OutboxFile(string path)
{
    public string Path => path;

    /// <summary>
    /// The outbox; or, when the file cannot be understood, an empty one and why, the file set aside.
    /// </summary>
    public (Outbox Outbox, string? Problem) Read(DateTimeOffset at)
    {
        try
        {
            var document = JsonSerializer.Deserialize(File.ReadAllBytes(path), OutboxJson.Default.OutboxDocument);
            return
                document is { Version: OutboxDocument.CurrentVersion, Outbox: var outbox }
                && !outbox.Waiting.Contains(null!)
                ? (outbox, null)
                : SetAside(at, $"it is empty or of another layout than {OutboxDocument.CurrentVersion}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (Outbox.Empty, null);
        }
        catch (JsonException exception)
        {
            return SetAside(at, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (Outbox.Empty, exception.Message);
        }
    }

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(Outbox outbox) =>
        DurableFile.Replace(
            path,
            stream =>
                JsonSerializer.Serialize(
                    stream,
                    new(OutboxDocument.CurrentVersion, outbox),
                    OutboxJson.Default.OutboxDocument
                )
        );

    private (Outbox, string) SetAside(DateTimeOffset at, string why)
    {
        var aside = $"{path}.unusable-{at:yyyyMMddTHHmmssZ}";
        try
        {
            File.Move(path, aside, overwrite: true);
            return (Outbox.Empty, $"{why}; it is kept as {aside}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (Outbox.Empty, why);
        }
    }
}

/// <summary>The content of an outbox's file.</summary>
/// <param name="Version">of the layout.</param>
internal sealed record OutboxDocument(int Version, Outbox Outbox)
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
[JsonSerializable(typeof(OutboxDocument))]
internal sealed partial class OutboxJson : JsonSerializerContext;
