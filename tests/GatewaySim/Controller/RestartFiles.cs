using System.Globalization;

namespace IbkrAgent.GatewaySim.Controller;

/// <summary>The files in the settings directory by which java tells the start script what to do next.</summary>
/// <param name="sessionId">the start script's: files of another one mean nothing.</param>
internal sealed class RestartFiles(string settingsPath, string sessionId)
{
    private const string TokenName = "autorestart";
    private const string TimeName = "autorestart-time";

    private static readonly string[] UserDirectories = ["dcbmkelgfhaoipnj", "gfhaoipnjdcbmkel"];

    private string ColdRestartPath => Path.Combine(settingsPath, $"COLDRESTART{sessionId}");

    private string TimePath => Path.Combine(settingsPath, TimeName);

    private string PausePath => Path.Combine(settingsPath, $"PAUSE{sessionId}");

    /// <summary>Leaves what makes the next start a login without credentials; two of them make it a full one.</summary>
    public void WriteToken(int count = 1)
    {
        foreach (var user in UserDirectories.Take(count))
        {
            var directory = Directory.CreateDirectory(Path.Combine(settingsPath, user));
            File.WriteAllText(Path.Combine(directory.FullName, TokenName), "token");
        }
    }

    public void WritePause() => File.WriteAllText(PausePath, "");

    public void WriteColdRestart() => File.WriteAllText(ColdRestartPath, "");

    /// <summary>The Gateway's own setting, which outlives its process.</summary>
    public void WriteRestartTime(TimeOnly minute) =>
        File.WriteAllText(TimePath, minute.ToString("HH:mm", CultureInfo.InvariantCulture));

    /// <summary>Null: nobody has set it; the time of a new Gateway is not played.</summary>
    public TimeOnly? ReadRestartTime() =>
        File.Exists(TimePath) ? TimeOnly.Parse(File.ReadAllText(TimePath), CultureInfo.InvariantCulture) : null;

    /// <summary>The user directories that hold a token: exactly one level deep.</summary>
    public string[] FindTokens() =>
        [
            .. Directory
                .EnumerateDirectories(settingsPath)
                .Where(directory => File.Exists(Path.Combine(directory, TokenName)))
                .Select(directory => Path.GetFileName(directory)),
        ];

    public void DeleteToken(string userDirectory) => File.Delete(Path.Combine(settingsPath, userDirectory, TokenName));

    public bool TakePause() => Take(PausePath);

    public bool TakeColdRestart() => Take(ColdRestartPath);

    private static bool Take(string path)
    {
        var exists = File.Exists(path);
        File.Delete(path);
        return exists;
    }
}
