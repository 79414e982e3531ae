using System.Globalization;
using System.Runtime.InteropServices;
using IbkrAgent.Systemd;
using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Configuration;

/// <summary>Puts changes of files in place: all are written beside first, the old ones are kept, then all are renamed.</summary>
/// <param name="now">is in the names of the old ones.</param>
internal sealed class ChangedFiles(DateTimeOffset now)
{
    private readonly string _stamp = now.UtcDateTime.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture);

    /// <summary>What a file is called when it was replaced. It is the old file itself: owner and mode are its own.</summary>
    public string BackupOf(string path) => $"{path}.{_stamp}.bak";

    /// <returns>one line about each file.</returns>
    /// <exception cref="IOException">says which files were changed, if any, and which are as they were.</exception>
    public IReadOnlyList<string> Apply(IReadOnlyList<FileChange> changes)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
        using var end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ignore);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
        List<string> kept = [];
        List<string> changed = [];
        try
        {
            foreach (var change in changes)
                Prepare(change);
            foreach (var path in changes.Where(change => change.File.IsThere).Select(change => change.File.Path))
            {
                FileLink.Create(path, BackupOf(path));
                kept.Add(path);
            }

            foreach (var change in changes)
            {
                Put(change);
                changed.Add(change.File.Path);
            }

            return [.. changes.Select(change => Told(change, kept.Contains(change.File.Path)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SystemdException)
        {
            foreach (var path in kept.Except(changed))
                File.Delete(BackupOf(path));
            var unchanged = changes.Select(change => change.File.Path).Except(changed);
            throw new IOException(
                changed is []
                    ? "nothing was changed"
                    : $"changed: {string.Join(", ", changed)}; as before: {string.Join(", ", unchanged)}",
                exception
            );
        }
        finally
        {
            foreach (var change in changes)
                RemoveLeftover(change);
        }
    }

    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    private static void Prepare(FileChange change)
    {
        RemoveLeftover(change);
        if (change.After is { } text)
            FreshFile.Create(Beside(change), change.File, change.Encoding.GetBytes(text.Reveal()));
    }

    private static void Put(FileChange change)
    {
        var path = change.File.Path;
        if (change.After is null)
            File.Delete(path);
        else
            File.Move(Beside(change), path, overwrite: true);
        FileSync.SyncDirectory(Path.GetDirectoryName(path)!);
    }

    private string Told(FileChange change, bool isKept)
    {
        var path = change.File.Path;
        var done = change.After is null ? $"removed {path}" : $"wrote {path}";
        return isKept ? $"{done}; the old one is {BackupOf(path)}" : done;
    }

    private static void RemoveLeftover(FileChange change)
    {
        if (File.Exists(Beside(change))) // its directory may be missing, too
            File.Delete(Beside(change));
    }

    private static string Beside(FileChange change) => change.File.Path + ".new";
}
