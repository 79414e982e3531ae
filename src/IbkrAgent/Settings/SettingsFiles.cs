using System.Text;

namespace IbkrAgent.Settings;

/// <summary>Reads <c>/etc/ibkr/agent.ini</c>; every command reads it by this code.</summary>
internal static class SettingsFiles
{
    private const string Remedy =
        "there is no such file; 'apt-get install --reinstall -o Dpkg::Options::=--force-confmiss ibkr-agent' "
        + "brings the shipped one back";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static SettingsOutcome Load(string file)
    {
        try
        {
            return SettingsParser.Parse(file, File.ReadAllText(file, StrictUtf8), FindZone);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SettingsOutcome.Missing(new(file, "", "", Remedy));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, $"cannot be read: {exception.Message}");
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(file, "is not UTF-8 text");
        }
    }

    private static TimeZoneInfo? FindZone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    private static SettingsOutcome.Wrong Unreadable(string file, string problem) => new([new(file, "", "", problem)]);
}
