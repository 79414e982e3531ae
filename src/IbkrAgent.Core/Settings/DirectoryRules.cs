namespace IbkrAgent.Settings;

/// <summary>Which directories the gateway's unit can use.</summary>
public static class DirectoryRules
{
    /// <summary>What is wrong with the path, or null.</summary>
    /// <remarks>It becomes part of a command line in the unit: systemd.service(5), COMMAND LINES.</remarks>
    public static string? ProblemOf(string path) =>
        path switch
        {
            _ when !path.StartsWith('/') => "is not an absolute path",
            _ when path.Split('/').Any(part => part is "." or "..") => "contains . or ..",
            _ when path.Any(NeedsQuoting) => "contains a blank, a quote, a backslash, $ or %",
            _ when IsBelow(path, "/home") || IsBelow(path, "/root") =>
                "is in a home directory, which the gateway's unit cannot see",
            _ => null,
        };

    private static bool NeedsQuoting(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\'' or '\\' or '$' or '%';

    private static bool IsBelow(string path, string parent) =>
        path == parent || path.StartsWith(parent + "/", StringComparison.Ordinal);
}
