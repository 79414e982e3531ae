using System.Text;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>Looks where people install the Gateway and its controller.</summary>
/// <param name="directories">beside the usual ones: those of the settings.</param>
internal sealed class InstalledPrograms(HostPaths paths, IController controller, IReadOnlyList<string> directories)
{
    private static readonly string[] ControllerPlaces = ["opt/ibc", "opt/IBC", "usr/local/ibc", "srv/ibc"];
    private static readonly string[] GatewayPlaces = ["opt/ibgateway", "opt/Jts/ibgateway", "usr/local/ibgateway"];
    private static readonly string[] ControllersAtHome = ["ibc", "IBC"];
    private static readonly string[] GatewaysAtHome = ["Jts/ibgateway", "ibgateway"];

    public IReadOnlyList<FoundProgram> Controllers() =>
        [
            .. from directory in Directories(ControllerPlaces, ControllersAtHome)
            where File.Exists(Path.Combine(directory, controller.StartScript))
            let version = ProgramIn(directory, "").FindControllerVersion()?.ToString()
            select new FoundProgram(controller.Name, directory, version is null ? [] : [version]),
        ];

    public IReadOnlyList<FoundProgram> Gateways() =>
        [
            .. from directory in Directories(GatewayPlaces, GatewaysAtHome)
            let versions = ProgramIn("", directory).FindVersions()
            where versions.Length > 0
            select new FoundProgram("Gateway", directory, versions),
        ];

    /// <summary>Settings of the controller that somebody logged in with before.</summary>
    public IReadOnlyList<string> ForeignSettings() =>
        [
            .. Directories(ControllerPlaces, ControllersAtHome)
                .Select(directory => Path.Combine(directory, "config.ini"))
                .Where(HasLogin),
        ];

    private bool HasLogin(string file)
    {
        try
        {
            return File.Exists(file)
                && controller.ReadForeign(Encoding.Latin1.GetString(File.ReadAllBytes(file))).HasLogin;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }

    private IEnumerable<string> Directories(string[] places, string[] atHome)
    {
        IEnumerable<string> homes = [paths.Below("root"), .. Homes()];
        return directories
            .Concat(places.Select(paths.Below))
            .Concat(homes.SelectMany(home => atHome.Select(place => Path.Combine(home, place))))
            .Distinct()
            .Where(Directory.Exists);
    }

    private string[] Homes()
    {
        var home = paths.Below("home");
        return Directory.Exists(home) ? [.. Directory.GetDirectories(home).Order(StringComparer.Ordinal)] : [];
    }

    private GatewayProgram ProgramIn(string controllerPath, string gatewayPath) =>
        new(new(controllerPath, gatewayPath, null, null, TimeZoneInfo.Utc), controller, paths.Settings);
}
