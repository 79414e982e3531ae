using System.Globalization;
using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>
/// What a start of one Gateway needs on this host: the controller, the Gateway itself, settings and credentials.
/// </summary>
/// <param name="Missing">in the order in which it is installed; empty when the Gateway can be launched.</param>
/// <param name="Fingerprint">another one whenever one of the files that count here was changed.</param>
/// <remarks>
/// Only root can look into the credentials; for others it counts that they are there, and when they changed.
/// </remarks>
internal sealed record Installation(IReadOnlyList<MissingPart> Missing, string Fingerprint)
{
    /// <param name="all">the settings of the host, because gateways can be in each other's way.</param>
    /// <param name="settings">of the gateway that is looked at.</param>
    public static Installation Inspect(
        AgentSettings all,
        GatewaySettings settings,
        HostPaths paths,
        IController controller
    )
    {
        var program = new GatewayProgram(settings.Program, controller, paths.Settings);
        MissingPart[] missing =
        [
            .. program.FindMissing(),
            .. MissingOfSettings(settings.Name, paths, controller),
            .. MissingOfCredentials(paths.Credentials(settings.Name)),
            .. new PortClaims(all, paths, controller).FindMissing(settings),
        ];
        string[] relevant =
        [
            paths.Settings,
            paths.ControllerSettings(settings.Name),
            .. all.EarlierThan(settings).Select(other => paths.ControllerSettings(other.Name)),
            paths.Credentials(settings.Name),
            .. program.RelevantPaths(),
        ];
        return new(missing, FingerprintOf(relevant));
    }

    private static IEnumerable<MissingPart> MissingOfSettings(
        InstanceName name,
        HostPaths paths,
        IController controller
    )
    {
        var file = paths.ControllerSettings(name);
        if (!File.Exists(file))
            yield return new(
                $"the controller's settings {file} are missing",
                name.IsMain
                    ? "apt-get install --reinstall -o Dpkg::Options::=--force-confmiss ibkr-agent brings them back"
                    : $"ibkr-agent add-gateway {name} makes them"
            );
    }

    /// <summary>Root can say; for others what is there counts as good.</summary>
    public static IEnumerable<MissingPart> MissingOfCredentials(string file)
    {
        switch (new CredentialsFile(file).Read())
        {
            case CredentialsReading.Missing:
                yield return new(
                    $"the credentials {file} are missing",
                    $"as root: install -m 0600 /dev/null {file}, then write "
                        + $"{GatewayCredentials.UserNameKey}= and {GatewayCredentials.PasswordKey}= into it"
                );
                break;
            case CredentialsReading.Unusable unusable:
                yield return new($"{file}: {unusable.Why}", $"correct it with: sudoedit {file}");
                break;
        }
    }

    private static string FingerprintOf(IEnumerable<string> paths)
    {
        var fingerprint = new StringBuilder();
        foreach (var path in paths)
        {
            var file = new FileInfo(path);
            var size = file.Exists ? file.Length : -1; // a directory has none, and its time says enough
            fingerprint.Append(CultureInfo.InvariantCulture, $"{path} {file.LastWriteTimeUtc.Ticks} {size}\n");
        }

        return fingerprint.ToString();
    }
}
