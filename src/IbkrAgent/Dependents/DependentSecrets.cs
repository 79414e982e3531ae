using System.Diagnostics.CodeAnalysis;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;

namespace IbkrAgent.Dependents;

/// <summary>
/// dependents.env, which the unit hands to the daemon as a credential (LoadCredential= in systemd.exec(5)).
/// </summary>
internal static class DependentSecrets
{
    public const string FileName = "dependents.env";

    /// <param name="credentialsDirectory">$CREDENTIALS_DIRECTORY; null when the unit hands over nothing.</param>
    public static bool TryRead(
        string? credentialsDirectory,
        out IReadOnlyDictionary<string, string> secrets,
        [NotNullWhen(false)] out string? problem
    )
    {
        (secrets, problem) = (new Dictionary<string, string>(), null);
        try
        {
            if (credentialsDirectory is not null)
                secrets = EnvironmentFileText.Read(File.ReadAllText(Path.Combine(credentialsDirectory, FileName)));
            return true;
        }
        catch (FileNotFoundException)
        {
            return true; // as empty
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            problem = $"/etc/ibkr/{FileName} cannot be read: {exception.Message}";
            return false;
        }
    }

    /// <summary>The headers of a question with their values, or null and which key is missing.</summary>
    public static IReadOnlyDictionary<string, string>? HeadersOf(
        HealthUrl health,
        IReadOnlyDictionary<string, string> secrets,
        out string problem
    )
    {
        problem = "";
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in health.Headers)
        {
            var value = header.IsSecret ? secrets.GetValueOrDefault(header.Value, "") : header.Value;
            headers[header.Name] = value;
            if (value.Length == 0 || value.Any(c => c is < ' ' or > '~'))
                problem = $"{header.Value} is missing in /etc/ibkr/{FileName}, or cannot be the value of a header";
        }

        return problem.Length > 0 ? null : headers;
    }
}
