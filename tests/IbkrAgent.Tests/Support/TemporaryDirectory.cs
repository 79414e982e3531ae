namespace IbkrAgent.Tests.Support;

/// <summary>A directory for one test, gone afterwards; its path is short enough for a socket's.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ibkr-").FullName;

    /// <summary>Writes a file below the directory and makes what is missing above it.</summary>
    public string Write(string relativePath, string text)
    {
        var path = System.IO.Path.Combine(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
