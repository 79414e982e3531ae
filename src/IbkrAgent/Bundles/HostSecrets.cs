using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Settings;

namespace IbkrAgent.Bundles;

/// <summary>Every secret that this host's files hold, so that it is found wherever else it stands.</summary>
internal static class HostSecrets
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private static readonly EnumerationOptions OperatorsFiles = new()
    {
        AttributesToSkip = FileAttributes.Device,
        IgnoreInaccessible = false,
        MaxRecursionDepth = 1,
        RecurseSubdirectories = true,
    };

    /// <exception cref="IOException">a file cannot be read: what it holds could not be masked.</exception>
    /// <exception cref="UnauthorizedAccessException">the same.</exception>
    public static IReadOnlyList<Secret> Read(HostPaths paths, IEnumerable<InstanceName> gateways)
    {
        var secrets = new List<Secret>();
        if (Directory.Exists(paths.SettingsDirectory))
            foreach (var file in Directory.EnumerateFiles(paths.SettingsDirectory, "*", OperatorsFiles))
                if (file != paths.Settings)
                    secrets.AddRange(Encodings(File.ReadAllBytes(file)).SelectMany(text => Of(file, text)));

        foreach (var rendered in gateways.Select(paths.RenderedControllerSettings).Where(File.Exists))
            secrets.AddRange(KnownSecrets.OfControllerSettings(ForeignFile.ReadEnd(paths.RunningGateways, rendered)));
        return secrets;
    }

    /// <summary>By what it is called, copies such as alerts.env.bak included, and by who may read it.</summary>
    private static IEnumerable<Secret> Of(string file, string text)
    {
        var name = Path.GetFileName(file);
        if (name.Contains(".env", StringComparison.Ordinal))
            return KnownSecrets.OfEnvironmentFile(text);
        if (name.Contains(".ini", StringComparison.Ordinal))
            return KnownSecrets.OfControllerSettings(text);
        return (File.GetUnixFileMode(file) & Others) == 0 ? KnownSecrets.OfPrivateFile(text) : [];
    }

    /// <summary>The operator's editor writes UTF-8, the controller reads Latin-1.</summary>
    private static IEnumerable<string> Encodings(byte[] bytes) =>
        Ascii.IsValid(bytes)
            ? [Encoding.ASCII.GetString(bytes)]
            : [Encoding.UTF8.GetString(bytes), Encoding.Latin1.GetString(bytes)];
}
