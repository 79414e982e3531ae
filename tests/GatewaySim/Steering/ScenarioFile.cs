namespace IbkrAgent.GatewaySim.Steering;

/// <summary>
/// Where a scenario is kept: one beside the executable for all, one in the settings directory that wins.
/// </summary>
internal static class ScenarioFile
{
    public const string Name = "sim.scenario";

    /// <summary>Whoever steers may be another user than the Gateway's.</summary>
    private const UnixFileMode ReadableByGateway =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static Scenario Load(string settingsPath) =>
        Scenario.Default.With(Lines(AppContext.BaseDirectory)).With(Lines(settingsPath));

    /// <summary>Makes a change survive the process, the unit and the machine.</summary>
    public static void Keep(string settingsPath, Func<Scenario, Scenario> change)
    {
        var path = Path.Combine(settingsPath, Name);
        var scenario = change(Scenario.Default.With(Lines(settingsPath)));
        File.WriteAllLines($"{path}.new", scenario.ToLines());
        File.SetUnixFileMode($"{path}.new", ReadableByGateway);
        File.Move($"{path}.new", path, overwrite: true);
    }

    private static string[] Lines(string directory)
    {
        var path = Path.Combine(directory, Name);
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }
}
