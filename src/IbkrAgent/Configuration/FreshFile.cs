using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Configuration;

/// <summary>Makes files that nobody can read before their owner, group and mode are right.</summary>
internal static class FreshFile
{
    private const UnixFileMode Listed =
        OperatorFile.AllRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The content is on disk then.</summary>
    /// <param name="path">must not exist.</param>
    /// <param name="like">whose reader and mode it gets.</param>
    public static void Create(string path, OperatorFile like, byte[] content)
    {
        // The daemon has to see whether the files are there.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, Listed);
        var options = new FileStreamOptions
        {
            Access = FileAccess.Write,
            Mode = FileMode.CreateNew,
            UnixCreateMode = OperatorFile.Secret,
        };
        using var stream = new FileStream(path, options);
        if (like.Reader is not null)
            FileOwner.SetGroup(stream.SafeFileHandle, like.Reader);
        File.SetUnixFileMode(stream.SafeFileHandle, like.Mode);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
