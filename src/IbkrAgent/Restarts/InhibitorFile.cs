using IbkrAgent.Daemon;

namespace IbkrAgent.Restarts;

/// <summary>One gateway's inhibitors on disk: they outlive the daemon, and are there for a look without it.</summary>
internal sealed class InhibitorFile(string path)
{
    public string Path => path;

    /// <summary>The book; or, when the file cannot be understood, one that keeps to the safe side, and why.</summary>
    public (InhibitorBook Book, string? Problem) Read(DateTimeOffset at) =>
        DocumentFile.Read(path, InhibitorsJson.Default.InhibitorsDocument, InhibitorsDocument.CurrentVersion) switch
        {
            ({ Book: var book }, _) when !book.Inhibitors.Contains(null!) => (book, null),
            ({ }, _) => Lost("one of them is empty", at),
            (_, { } problem) => Lost(problem, at),
            _ => (InhibitorBook.Empty, null),
        };

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(InhibitorBook book) =>
        DocumentFile.Write(
            path,
            new(InhibitorsDocument.CurrentVersion, book),
            InhibitorsJson.Default.InhibitorsDocument
        );

    /// <summary>Keeps a file that is not understood for a human to look at; the next daemon finds the book.</summary>
    /// <exception cref="IOException">it could not be set aside, or the book not be written.</exception>
    public string SetAside(InhibitorBook book, DateTimeOffset at)
    {
        var aside = DocumentFile.SetAside(path, at);
        Write(book);
        return aside;
    }

    private (InhibitorBook, string) Lost(string why, DateTimeOffset at) =>
        (InhibitorBook.Lost($"what stood in {path} is not known", at), why);
}
