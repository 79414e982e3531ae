namespace IbkrAgent.Settings;

/// <summary>Reads whether clients of the API may send orders.</summary>
internal static class OrdersSettingsReader
{
    /// <summary>What the daemon sees an empty one of, or does not see at all.</summary>
    private static readonly string[] Hidden = ["/home", "/root", "/run/user", "/tmp", "/var/tmp"];

    public static OrdersSettings Read(SectionReader section) =>
        new(
            section.ReadOptional(GatewayKeys.OrdersEnabled) switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            },
            ReadArmFile(section),
            section.ReadAccounts(GatewayKeys.LiveConfirmed)
        );

    private static string? ReadArmFile(SectionReader section)
    {
        var path = section.Read(GatewayKeys.OrdersArmFile);
        if (path.Length == 0)
            return null;

        if (ProblemOf(path) is { } problem)
            section.Report(GatewayKeys.OrdersArmFile, $"'{path}' {problem}");
        return path;
    }

    private static string? ProblemOf(string path) =>
        path switch
        {
            _ when !path.StartsWith('/') => "is not an absolute path",
            _ when path.EndsWith('/') => "names a directory, and not a file",
            _ when path.Split('/').Any(part => part is "." or "..") => "contains . or ..",
            _ when path.Any(char.IsControl) => "contains control characters",
            _ when Hidden.FirstOrDefault(hidden => IsBelow(path, hidden)) is { } hidden =>
                $"is below {hidden}, where the daemon cannot see it",
            _ => null,
        };

    private static bool IsBelow(string path, string parent) => path.StartsWith(parent + "/", StringComparison.Ordinal);
}
