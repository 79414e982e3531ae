using System.Text;

namespace IbkrAgent.Settings;

/// <summary>A file of the operator's as text; empty when there is none, or when it cannot be read.</summary>
/// <param name="Problem">why it cannot be read; null when it was, and when it is missing.</param>
internal sealed record TextFile(string Path, string Text, bool IsMissing, SettingsProblem? Problem)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static TextFile Read(string path)
    {
        try
        {
            return new(path, File.ReadAllText(path, StrictUtf8), IsMissing: false, Problem: null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(path, "", IsMissing: true, Problem: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"cannot be read: {exception.Message}");
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(path, "is not UTF-8 text");
        }
    }

    private static TextFile Unreadable(string path, string problem) =>
        new(path, "", IsMissing: false, new(path, "", "", problem));
}
