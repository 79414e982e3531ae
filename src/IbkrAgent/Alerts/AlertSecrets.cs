using System.Diagnostics.CodeAnalysis;
using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Alerts;

/// <summary>
/// alerts.env, which the unit hands to the daemon as a credential (LoadCredential= in systemd.exec(5)).
/// </summary>
internal static class AlertSecrets
{
    public const string DiscordKey = "DISCORD_WEBHOOK_URL";
    private const string FileName = "alerts.env";

    /// <summary>
    /// The webhook's address, or why there is none; <paramref name="isWrong"/> when that is somebody's mistake.
    /// </summary>
    /// <param name="credentialsDirectory">$CREDENTIALS_DIRECTORY; null when the unit hands over nothing.</param>
    public static bool TryRead(
        string? credentialsDirectory,
        [NotNullWhen(true)] out Secret? discord,
        out string problem,
        out bool isWrong
    )
    {
        (discord, problem, isWrong) = (null, "", false);
        try
        {
            var text = credentialsDirectory is null
                ? ""
                : File.ReadAllText(Path.Combine(credentialsDirectory, FileName));
            discord = new(EnvironmentFileText.Read(text).GetValueOrDefault(DiscordKey, "").Trim());
        }
        catch (FileNotFoundException)
        {
            // As empty: alerts are wanted by nobody.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            (problem, isWrong) = ($"/etc/ibkr/{FileName} cannot be read: {exception.Message}", true);
            return false;
        }

        if (discord is { IsEmpty: false })
            return true;

        (discord, problem) = (null, $"{DiscordKey} is empty in /etc/ibkr/{FileName}");
        return false;
    }
}
