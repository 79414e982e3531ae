using IbkrAgent.Daemon;

namespace IbkrAgent.Dependents;

/// <summary>What is remembered of one gateway's dependents, on disk.</summary>
internal sealed class DependentsFile(string path)
{
    public string Path => path;

    /// <summary>The memory; or, when the file cannot be understood, a spent one and why, the file set aside.</summary>
    /// <exception cref="IOException">the file could not be set aside.</exception>
    public (DependentsMemory Memory, string? Problem) Read(IEnumerable<string> services, DateTimeOffset at) =>
        DocumentFile.Read(path, DependentsJson.Default.DependentsDocument, DependentsDocument.CurrentVersion) switch
        {
            ({ } document, _) => (document.Memory, null),
            (_, { } problem) => SetAside(services, at, problem),
            _ => (DependentsMemory.Empty, null),
        };

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(DependentsMemory memory) =>
        DocumentFile.Write(
            path,
            new(DependentsDocument.CurrentVersion, memory),
            DependentsJson.Default.DependentsDocument
        );

    private (DependentsMemory, string) SetAside(IEnumerable<string> services, DateTimeOffset at, string why)
    {
        var aside = DocumentFile.SetAside(path, at);
        var spent = DependentsMemory.Spent(services, $"its restarts are not known: {aside}");
        Write(spent); // the next daemon has to know it too
        return (spent, $"{why}; set aside as {aside}");
    }
}
