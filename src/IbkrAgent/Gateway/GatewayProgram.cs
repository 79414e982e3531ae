using IbkrAgent.Controllers;
using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>The controller and the Gateway as they are installed on this host.</summary>
/// <param name="settingsFile">where the operator can name other directories.</param>
internal sealed class GatewayProgram(ProgramSettings program, IController controller, string settingsFile)
{
    private static readonly EnumerationOptions OnlyAccessible = new() { IgnoreInaccessible = true };

    private readonly string _startScript = Path.Combine(program.IbcPath, controller.StartScript);
    private readonly string _controllerVersion = Path.Combine(program.IbcPath, controller.VersionFile);

    /// <summary>
    /// The version directory to launch; null when <see cref="FindMissing"/> says what is wrong with it.
    /// </summary>
    public string? FindVersion() =>
        (program.GatewayVersion, FindVersions()) switch
        {
            ({ } named, var versions) => versions.Contains(named) ? named : null,
            (null, [var only]) => only,
            _ => null,
        };

    /// <summary>Line of the controller's version file; null when there is none to read.</summary>
    public Version? FindControllerVersion()
    {
        try
        {
            return Version.TryParse(File.ReadAllText(_controllerVersion).Trim(), out var version) ? version : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The options with which this version's Java is launched.</summary>
    /// <exception cref="IOException">they cannot be read.</exception>
    public string ReadJavaOptions() => File.ReadAllText(JavaOptionsOf(FindVersion()!));

    public IEnumerable<MissingPart> FindMissing() => [.. MissingOfController(), .. MissingOfGateway()];

    /// <summary>Files and directories whose change may have changed what is missing.</summary>
    public IEnumerable<string> RelevantPaths() =>
        [
            _startScript,
            _controllerVersion,
            program.GatewayPath,
            .. FindVersions().SelectMany(version => new[] { InVersion(version, "jars"), JavaOptionsOf(version) }),
        ];

    private IEnumerable<MissingPart> MissingOfController()
    {
        var unpack = $"unpack {controller.Name} into {program.IbcPath}, or set ibc_path in {settingsFile}";
        if (!File.Exists(_startScript))
            yield return new($"the controller's start script {_startScript} is missing", unpack);
        else if (!File.GetUnixFileMode(_startScript).HasFlag(UnixFileMode.OtherExecute))
            yield return new($"{_startScript} is not executable", $"chmod 0755 {_startScript}");

        if (!File.Exists(_controllerVersion))
            yield return new($"the controller's version file {_controllerVersion} is missing", unpack);
    }

    private IEnumerable<MissingPart> MissingOfGateway()
    {
        var install = $"install the offline Gateway into {Path.Combine(program.GatewayPath, "VERSION")}";
        if (FindVersion() is { } version)
        {
            if (!File.Exists(JavaOptionsOf(version)))
                yield return new($"{JavaOptionsOf(version)} is missing", "install this version of the Gateway again");
            yield break;
        }

        var versions = FindVersions();
        var choose = $"set gateway_version in {settingsFile} to one of {string.Join(", ", versions)}";
        yield return (program.GatewayVersion, versions) switch
        {
            ({ } named, []) => new($"Gateway {named} is not in {program.GatewayPath}", install),
            ({ } named, _) => new($"Gateway {named} is not in {program.GatewayPath}", choose),
            (null, []) => new(
                $"no Gateway is in {program.GatewayPath}",
                $"{install}, or set gateway_path in {settingsFile}"
            ),
            _ => new($"several Gateways are in {program.GatewayPath}", choose),
        };
    }

    /// <summary>Directories that hold a Gateway, by name.</summary>
    public string[] FindVersions() =>
        !Directory.Exists(program.GatewayPath)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(program.GatewayPath, "*", OnlyAccessible)
                    .Select(directory => Path.GetFileName(directory))
                    .Where(version => Directory.Exists(InVersion(version, "jars")))
                    .Order(StringComparer.Ordinal),
            ];

    private string JavaOptionsOf(string version) => InVersion(version, "ibgateway.vmoptions");

    private string InVersion(string version, string entry) => Path.Combine(program.GatewayPath, version, entry);
}
