namespace IbkrAgent.Settings;

/// <summary>
/// One thing that is wrong in a settings file. Section and key are empty when the file itself is the problem.
/// </summary>
public sealed record SettingsProblem(string File, string Section, string Key, string Problem)
{
    public override string ToString() =>
        string.Join(": ", new[] { File, Section, Key, Problem }.Where(part => part.Length > 0));
}
