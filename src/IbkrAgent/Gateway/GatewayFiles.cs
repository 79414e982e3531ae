using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Systemd.Files;

namespace IbkrAgent.Gateway;

/// <summary>The operator's files of one gateway beside agent.ini. Nothing that is there is touched.</summary>
/// <param name="reader">user whose group may read the controller's settings; null: nobody's, as in tests.</param>
internal sealed class GatewayFiles(HostPaths paths, InstanceName name, string? reader)
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupReads = Secret | UnixFileMode.GroupRead;
    private const UnixFileMode Listed =
        Secret
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    public string ControllerSettings => paths.ControllerSettings(name);

    public string Credentials => paths.Credentials(name);

    /// <returns>False when there are some already.</returns>
    public bool TryWriteControllerSettings(string text) =>
        TryCreate(ControllerSettings, Encoding.Latin1.GetBytes(text), GroupReads, reader);

    /// <summary>Makes the file in which user name and password are still missing.</summary>
    /// <returns>False when there is one already.</returns>
    public bool TryWriteCredentials() =>
        TryCreate(Credentials, File.ReadAllBytes(paths.CredentialsTemplate), Secret, group: null);

    private static bool TryCreate(string path, byte[] content, UnixFileMode mode, string? group)
    {
        if (File.Exists(path))
            return false;

        // The daemon has to see whether the files are there.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, Listed);
        var options = new FileStreamOptions
        {
            Access = FileAccess.Write,
            Mode = FileMode.CreateNew,
            UnixCreateMode = Secret,
        };
        using var stream = new FileStream(path, options);
        if (group is not null)
            FileOwner.SetGroup(stream.SafeFileHandle, group);
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
        stream.Write(content);
        return true;
    }
}
