using IbkrAgent.Daemon;

namespace IbkrAgent.Restarts;

/// <summary>What is remembered of one gateway's restarts, on disk.</summary>
/// <remarks>Nothing in it allows an action: when it is lost, a restart that was put off waits for the next day.</remarks>
internal sealed class RestartsFile(string path)
{
    public string Path => path;

    /// <summary>The memory; or, when the file cannot be understood, an empty one and why, the file set aside.</summary>
    /// <exception cref="IOException">the file could not be set aside.</exception>
    public (RestartMemory Memory, string? Problem) Read(DateTimeOffset at) =>
        DocumentFile.Read(path, RestartsJson.Default.RestartsDocument, RestartsDocument.CurrentVersion) switch
        {
            ({ } document, _) => (document.Memory, null),
            (_, { } problem) => (RestartMemory.Empty, $"{problem}; set aside as {DocumentFile.SetAside(path, at)}"),
            _ => (RestartMemory.Empty, null),
        };

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(RestartMemory memory) =>
        DocumentFile.Write(path, new(RestartsDocument.CurrentVersion, memory), RestartsJson.Default.RestartsDocument);
}
