using System.Text.Json;
using IbkrAgent.Daemon;

namespace IbkrAgent.Restarts;

/// <summary>What is remembered of one gateway's restarts, on disk.</summary>
/// <remarks>Nothing in it allows an action: when it is lost, a restart that was put off waits for the next day.</remarks>
internal sealed class RestartsFile(string path)
{
    public string Path => path;

    /// <summary>The memory; or, when the file cannot be understood, an empty one and why, the file set aside.</summary>
    /// <exception cref="IOException">the file could not be set aside.</exception>
    public (RestartMemory Memory, string? Problem) Read(DateTimeOffset at)
    {
        try
        {
            var json = File.ReadAllBytes(path);
            var document = JsonSerializer.Deserialize(json, RestartsJson.Default.RestartsDocument);
            return document is { Version: RestartsDocument.CurrentVersion, Memory: var memory }
                ? (memory, null)
                : SetAside(at, $"it is empty or of another layout than {RestartsDocument.CurrentVersion}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (RestartMemory.Empty, null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return SetAside(at, exception.Message);
        }
    }

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(RestartMemory memory) =>
        DurableFile.Replace(
            path,
            stream =>
                JsonSerializer.Serialize(
                    stream,
                    new(RestartsDocument.CurrentVersion, memory),
                    RestartsJson.Default.RestartsDocument
                )
        );

    private (RestartMemory, string) SetAside(DateTimeOffset at, string why)
    {
        var aside = $"{path}.unusable-{at:yyyyMMddTHHmmssZ}";
        File.Move(path, aside, overwrite: true);
        return (RestartMemory.Empty, $"{why}; set aside as {aside}");
    }
}
