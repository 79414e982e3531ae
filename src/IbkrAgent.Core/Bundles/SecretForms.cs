using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using IbkrAgent.Gateway;

namespace IbkrAgent.Bundles;

/// <summary>How one secret may be spelled in a log: as it is, escaped for a format, or a telling part alone.</summary>
internal static class SecretForms
{
    /// <summary>A part of an address that looks like a token: so long, or shorter with a digit in it.</summary>
    private const int TokenLength = 16;

    private const int ShortTokenLength = 8;

    private static readonly char[] Separators = ['/', ':', '?', '&', '=', '#', '@', ';', ',', ' '];

    /// <summary>All forms of at least <see cref="Redactor.ShortestSecret"/> characters, each once.</summary>
    public static IEnumerable<string> Of(string secret) =>
        new[] { secret }
            .Concat(secret.Split('\r', '\n')) // a journal shows each line of it alone
            .Concat(Parts(secret))
            .SelectMany(Spellings)
            .Where(form => form.Length >= Redactor.ShortestSecret)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Spellings(string text) =>
        [
            text,
            text.Trim(),
            Uri.EscapeDataString(text),
            WebUtility.UrlEncode(text),
            WebUtility.HtmlEncode(text),
            JavaScriptEncoder.Default.Encode(text),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text),
            text.Replace("/", "\\/", StringComparison.Ordinal),
            PropertiesText.Write("", text)[1..],
            Quoted(text),
            .. Misread(text),
        ];

    /// <summary>As in an environment file, a command line or a property of a unit.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        foreach (var c in text)
        {
            if (EnvironmentFileText.Escaped.Contains(c, StringComparison.Ordinal))
                quoted.Append('\\');
            quoted.Append(c);
        }

        return quoted.ToString();
    }

    /// <summary>What is not ASCII, by a program that believed in another encoding.</summary>
    private static IEnumerable<string> Misread(string text)
    {
        if (Ascii.IsValid(text))
            return [];

        return
        [
            Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)),
            Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)),
            string.Concat(text.Select(c => char.IsAscii(c) ? c : '?')),
            string.Concat(text.Select(c => char.IsAscii(c) ? c : '\uFFFD')),
        ];
    }

    /// <summary>Of an address or a bot's token: what would be enough to use it.</summary>
    private static IEnumerable<string> Parts(string secret)
    {
        if (!Uri.TryCreate(secret, UriKind.Absolute, out var address))
            return secret.Split(Separators).Where(part => part.Length >= TokenLength);

        var query = address.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=') + 1)..]);
        IEnumerable<string> parts =
        [
            .. secret.Split(Separators).Where(LooksLikeToken),
            .. address.AbsolutePath.Split('/').Where(LooksLikeToken),
            .. query.Append(address.PathAndQuery).Append(address.Segments.LastOrDefault("")).Where(IsTelling),
            address.UserInfo,
            .. address.UserInfo.Split(':'),
        ];
        return parts.Concat(parts.Select(Uri.UnescapeDataString)).Append(address.AbsoluteUri);
    }

    private static bool LooksLikeToken(string part) =>
        part.Length >= TokenLength || (IsTelling(part) && part.Any(char.IsAsciiDigit));

    /// <summary>Not <c>true</c>, <c>api</c> or <c>v1</c>.</summary>
    private static bool IsTelling(string part) => part.Length >= ShortTokenLength;
}
