using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>A key of agent.ini that a set-up asks for: on a terminal as a question, in a script as an option.</summary>
public sealed record SetUpKey(SettingsKey Key, string Question)
{
    public string Option => $"--{Key.Name.Replace('_', '-')}";
}
