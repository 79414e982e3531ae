using System.Globalization;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>
/// How often credentials were submitted since the settings directory was made: what the broker would count.
/// </summary>
/// <remarks>It is on disk before the log says so: a process that is killed in between has logged in all the
/// same.</remarks>
internal static class LoginBook
{
    private const string Name = "sim.logins";

    public static void Enter(string settingsPath, DateTimeOffset at) =>
        File.AppendAllText(PathIn(settingsPath), string.Create(CultureInfo.InvariantCulture, $"{at:O}\n"));

    public static int Count(string settingsPath) =>
        File.Exists(PathIn(settingsPath)) ? File.ReadAllLines(PathIn(settingsPath)).Length : 0;

    private static string PathIn(string settingsPath) => Path.Combine(settingsPath, Name);
}
