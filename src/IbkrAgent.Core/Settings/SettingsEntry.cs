namespace IbkrAgent.Settings;

/// <summary>One <c>KEY = VALUE</c> of a settings file, and the line it stands on.</summary>
internal sealed record SettingsEntry(string Section, string Key, string Value, int Line);
