using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Orders;
using IbkrAgent.Settings;
using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Gateway;

/// <summary>
/// The two files in the gateway unit's runtime directory, and a mark beside it, on tmpfs: written by root, read at the
/// launch; the mark by who wants to know what runs.
/// </summary>
/// <param name="owner">user who may read the settings with the credentials; null: whoever runs this, as in
/// tests.</param>
internal sealed class LaunchFiles(HostPaths paths, InstanceName name, string? owner)
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead;
    private const UnixFileMode AllRead = OwnerReads | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <exception cref="IOException">a file could not be written; an older one is as it was.</exception>
    public void Write(string controllerSettings, LaunchEnvironment environment, OrdersMark mark)
    {
        // Latin-1 is what the controller reads, and gives back the operator's bytes as they were.
        Replace(
            paths.RenderedControllerSettings(name),
            Encoding.Latin1.GetBytes(controllerSettings),
            OwnerReads,
            owner
        );
        Replace(paths.LaunchEnvironment(name), Encoding.UTF8.GetBytes(environment.Render()), AllRead, owner: null);
        Replace(paths.OrdersMark(name), Encoding.UTF8.GetBytes(mark.Render()), AllRead, owner: null);
    }

    /// <summary>
    /// The directory is the Gateway's: a link of its making must lead nowhere. So the file is a new one (O_EXCL), is
    /// given
    /// away by its descriptor, and is renamed within the directory, which replaces a link and does not follow it.
    /// </summary>
    private static void Replace(string path, byte[] content, UnixFileMode mode, string? owner)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        try
        {
            Create(fresh, content, mode, owner);
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static void Create(string path, byte[] content, UnixFileMode mode, string? owner)
    {
        var options = new FileStreamOptions
        {
            Access = FileAccess.Write,
            Mode = FileMode.CreateNew,
            UnixCreateMode = OwnerReads,
        };
        using var stream = new FileStream(path, options);
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
        if (owner is not null)
            FileOwner.SetUser(stream.SafeFileHandle, owner);
        stream.Write(content);
    }
}
