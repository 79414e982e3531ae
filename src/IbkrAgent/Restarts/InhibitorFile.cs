using System.Text.Json;
using IbkrAgent.Daemon;

namespace IbkrAgent.Restarts;

/// <summary>One gateway's inhibitors on disk: they outlive the daemon, and are there for a look without it.</summary>
internal sealed class InhibitorFile(string path)
{
    public string Path => path;

    /// <summary>The book; or, when the file cannot be understood, one that keeps to the safe side, and why.</summary>
    public (InhibitorBook Book, string? Problem) Read(DateTimeOffset at)
    {
        try
        {
            var json = File.ReadAllBytes(path);
            var document = JsonSerializer.Deserialize(json, InhibitorsJson.Default.InhibitorsDocument);
            return
                document is { Version: InhibitorsDocument.CurrentVersion, Book: var book }
                && !book.Inhibitors.Contains(null!)
                ? (book, null)
                : Lost($"it is empty or of another layout than {InhibitorsDocument.CurrentVersion}", at);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (InhibitorBook.Empty, null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return Lost(exception.Message, at);
        }
    }

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(InhibitorBook book) =>
        DurableFile.Replace(
            path,
            stream =>
                JsonSerializer.Serialize(
                    stream,
                    new(InhibitorsDocument.CurrentVersion, book),
                    InhibitorsJson.Default.InhibitorsDocument
                )
        );

    /// <summary>Keeps a file that is not understood for a human to look at; the next daemon finds the book.</summary>
    /// <exception cref="IOException">it could not be set aside, or the book not be written.</exception>
    public string SetAside(InhibitorBook book, DateTimeOffset at)
    {
        var aside = $"{path}.unusable-{at:yyyyMMddTHHmmssZ}";
        File.Move(path, aside, overwrite: true);
        Write(book);
        return aside;
    }

    private (InhibitorBook, string) Lost(string why, DateTimeOffset at) =>
        (InhibitorBook.Lost($"what stood in {path} is not known", at), why);
}
