using System.Text.Json;
using IbkrAgent.Daemon;

namespace IbkrAgent.Dependents;

/// <summary>What is remembered of one gateway's dependents, on disk.</summary>
internal sealed class DependentsFile(string path)
{
    public string Path => path;

    /// <summary>The memory; or, when the file cannot be understood, a spent one and why, the file set aside.</summary>
    /// <exception cref="IOException">the file could not be set aside.</exception>
    public (DependentsMemory Memory, string? Problem) Read(IEnumerable<string> services, DateTimeOffset at)
    {
        try
        {
            var json = File.ReadAllBytes(path);
            var document = JsonSerializer.Deserialize(json, DependentsJson.Default.DependentsDocument);
            return document is { Version: DependentsDocument.CurrentVersion, Memory: var memory }
                ? (memory, null)
                : SetAside(services, at, $"it is empty or of another layout than {DependentsDocument.CurrentVersion}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (DependentsMemory.Empty, null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return SetAside(services, at, exception.Message);
        }
    }

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(DependentsMemory memory) =>
        DurableFile.Replace(
            path,
            stream =>
                JsonSerializer.Serialize(
                    stream,
                    new(DependentsDocument.CurrentVersion, memory),
                    DependentsJson.Default.DependentsDocument
                )
        );

    private (DependentsMemory, string) SetAside(IEnumerable<string> services, DateTimeOffset at, string why)
    {
        var aside = $"{path}.unusable-{at:yyyyMMddTHHmmssZ}";
        File.Move(path, aside, overwrite: true);
        var spent = DependentsMemory.Spent(services, $"its restarts are not known: {aside}");
        Write(spent); // the next daemon has to know it too
        return (spent, $"{why}; set aside as {aside}");
    }
}
