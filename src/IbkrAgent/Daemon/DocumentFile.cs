using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IbkrAgent.Daemon;

/// <summary>A JSON document that is all of a file: read whole, replaced whole, set aside when it is not understood.</summary>
internal static class DocumentFile
{
    /// <summary>
    /// The document; or why it cannot be used. Neither: there is no such file.
    /// </summary>
    /// <param name="layout">the only one that is understood.</param>
    public static (T? Document, string? Problem) Read<T>(string path, JsonTypeInfo<T> type, int layout)
        where T : class, IDocument
    {
        try
        {
            var document = JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
            return document?.Version == layout
                ? (document, null)
                : (null, $"it is empty or of another layout than {layout}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>Replaces the file so that after a crash either the old or the new content is there, whole.</summary>
    /// <exception cref="IOException">nothing was replaced.</exception>
    public static void Write<T>(string path, T document, JsonTypeInfo<T> type) =>
        DurableFile.Replace(path, stream => JsonSerializer.Serialize(stream, document, type));

    /// <summary>Keeps a file that is not understood for a human to look at, out of the way of the next one.</summary>
    /// <returns>where it is now.</returns>
    /// <exception cref="IOException">it could not be set aside.</exception>
    public static string SetAside(string path, DateTimeOffset at)
    {
        var aside = $"{path}.unusable-{at:yyyyMMddTHHmmssZ}";
        File.Move(path, aside, overwrite: true);
        return aside;
    }
}
