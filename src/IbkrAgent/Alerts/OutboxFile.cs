using IbkrAgent.Daemon;

namespace IbkrAgent.Alerts;

/// <summary>One channel's outbox on disk: what was not told yet outlives the daemon and the host.</summary>
internal sealed class OutboxFile(string path)
{
    public string Path => path;

    /// <summary>
    /// The outbox; or, when the file cannot be understood, an empty one and why, the file set aside.
    /// </summary>
    public (Outbox Outbox, string? Problem) Read(DateTimeOffset at) =>
        DocumentFile.Read(path, OutboxJson.Default.OutboxDocument, OutboxDocument.CurrentVersion) switch
        {
            ({ Outbox: var outbox }, _) when !outbox.Waiting.Contains(null!) => (outbox, null),
            ({ }, _) => (Outbox.Empty, SetAside("one of its alerts is empty", at)),
            (_, { } problem) => (Outbox.Empty, SetAside(problem, at)),
            _ => (Outbox.Empty, null),
        };

    /// <exception cref="IOException">nothing was replaced.</exception>
    public void Write(Outbox outbox) =>
        DocumentFile.Write(path, new(OutboxDocument.CurrentVersion, outbox), OutboxJson.Default.OutboxDocument);

    /// <summary>Nothing in it is worth a daemon that does not begin.</summary>
    private string SetAside(string why, DateTimeOffset at)
    {
        try
        {
            return $"{why}; set aside as {DocumentFile.SetAside(path, at)}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{why}; it could not be set aside: {exception.Message}";
        }
    }
}
