namespace IbkrAgent.Settings;

/// <summary>What became of a settings file. That it is missing is not the same as that it is wrong.</summary>
public abstract record SettingsOutcome
{
    private SettingsOutcome() { }

    public sealed record Loaded(AgentSettings Settings) : SettingsOutcome;

    /// <summary>The file is there, and something in it is wrong: all of it.</summary>
    public sealed record Wrong(IReadOnlyList<SettingsProblem> Problems) : SettingsOutcome;

    /// <summary>There is no such file: the program is not set up.</summary>
    public sealed record Missing(SettingsProblem Problem) : SettingsOutcome;
}
