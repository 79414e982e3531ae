namespace IbkrAgent.Settings;

/// <summary>A key of the settings file: its name, its default as it would stand there, and what it allows.</summary>
/// <remarks>A risk is what a value on the careless side of the default weakens; such a value gets a warning.</remarks>
public abstract record SettingsKey(string Name, string Default)
{
    public sealed record Choice(string Name, string Default, params IReadOnlyList<string> Words)
        : SettingsKey(Name, Default);

    /// <param name="RiskAbove">what a higher number than the default weakens.</param>
    public sealed record Number(string Name, string Default, int Least, int Most, string? RiskAbove = null)
        : SettingsKey(Name, Default);

    /// <param name="RiskBelow">what a shorter time than the default weakens.</param>
    public sealed record Duration(string Name, string Default, string Least, string Most, string? RiskBelow = null)
        : SettingsKey(Name, Default);

    /// <summary>An absolute path of a directory.</summary>
    public sealed record Directory(string Name, string Default) : SettingsKey(Name, Default);

    public sealed record FreeText(string Name, string Default) : SettingsKey(Name, Default);
}
