using IbkrAgent.Settings;

namespace IbkrAgent.Configuration;

/// <summary>A program in a directory of this host.</summary>
internal sealed record FoundProgram(string Name, string Directory, IReadOnlyList<string> Versions)
{
    /// <summary>Whether the gateway's unit can see it.</summary>
    public bool IsUsable => DirectoryRules.ProblemOf(Directory) is null;

    public override string ToString()
    {
        var found = $"{Name} {string.Join(", ", Versions)}".TrimEnd() + $" in {Directory}";
        return DirectoryRules.ProblemOf(Directory) is { } problem ? $"{found}, which {problem}" : found;
    }
}
