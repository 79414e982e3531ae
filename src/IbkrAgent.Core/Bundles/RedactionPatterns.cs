using System.Text.RegularExpressions;

namespace IbkrAgent.Bundles;

/// <summary>What is masked by its looks, whoever wrote it. Group <c>s</c> of a pattern is what is masked.</summary>
/// <remarks>Every repetition is bounded, or cannot begin anew inside of itself: a text costs its length.</remarks>
internal static partial class RedactionPatterns
{
    private const RegexOptions Anyhow = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Slash = @"(?:\\*/|%2F)";

    /// <summary>Names that end so: <c>IBKR_PASSWORD</c>, <c>bot-token</c>, <c>IbLoginId</c>.</summary>
    private const string Name = "(?:password|passwd|passphrase|pwd|token|secret|api[_-]?key|loginid|username)";

    private const string Between = @"[\x20\t]*[=:][\x20\t]*";

    /// <summary>A word of systemd's that makes <c>ibkr-gateway@live.service</c> no mail address.</summary>
    private static readonly string[] UnitEndings =
    [
        "service",
        "timer",
        "target",
        "socket",
        "mount",
        "slice",
        "scope",
        "path",
        "device",
        "swap",
        "automount",
        "conf",
        "d",
        "wants",
        "requires",
    ];

    /// <summary>In any order; they may overlap.</summary>
    public static IEnumerable<Redaction> Find(string text, AccountMasks accounts) =>
        [
            .. Named(QuotedSecret(), text),
            .. Named(EscapedSecret(), text),
            .. Named(BareSecret(), text),
            .. Named(SecretArgument(), text),
            .. Named(AuthorizationHeader(), text),
            .. Named(BearerToken(), text),
            .. Named(UserInformation(), text),
            .. Of(DiscordWebhook(), text, RedactionKind.Webhook),
            .. Of(TelegramToken(), text, RedactionKind.Webhook),
            .. Accounts(Account(), text, accounts),
            .. Accounts(SmallAccount(), text, accounts),
            .. Of(MailAddress(), text, RedactionKind.MailAddress).Where(found => !IsUnit(text[found.Start..found.End])),
            .. Of(Ipv4Address(), text, RedactionKind.InternetAddress).Where(found => IsPublic(text, found)),
            .. Of(Ipv6Address(), text, RedactionKind.InternetAddress),
        ];

    private static IEnumerable<Redaction> Named(Regex pattern, string text) =>
        Of(pattern, text, RedactionKind.NamedSecret);

    private static IEnumerable<Redaction> Of(Regex pattern, string text, RedactionKind kind) =>
        pattern
            .Matches(text)
            .Select(match => match.Groups["s"])
            .Select(part => new Redaction(part.Index, part.Index + part.Length, kind));

    private static IEnumerable<Redaction> Accounts(Regex pattern, string text, AccountMasks masks) =>
        pattern
            .Matches(text)
            .Select(match => match.Groups)
            .Select(groups => new Redaction(
                groups["s"].Index,
                groups["s"].Index + groups["s"].Length,
                RedactionKind.Account,
                masks.Of(groups["letters"].Value, groups["s"].Value, groups["end"].Value)
            ));

    private static bool IsUnit(string address) => UnitEndings.Contains(address[(address.LastIndexOf('.') + 1)..]);

    /// <summary>Neither of this host nor of a network behind it (RFC 1918, RFC 3927), nor to many.</summary>
    private static bool IsPublic(string text, Redaction found)
    {
        Span<byte> address = stackalloc byte[4];
        var index = 0;
        foreach (var part in text.AsSpan(found.Start, found.End - found.Start).Split('.'))
            if (!byte.TryParse(text.AsSpan(found.Start, found.End - found.Start)[part], out address[index++]))
                return false;

        return (address[0], address[1]) switch
        {
            (0 or 10 or 127 or >= 224, _) => false,
            (169, 254) or (192, 168) or (172, >= 16 and <= 31) => false,
            _ => true,
        };
    }

    /// <summary><c>"password": "..."</c> and <c>token='...'</c>.</summary>
    [GeneratedRegex(Name + @"[""']?" + Between + @"(?:""(?<s>(?:[^""\\\r\n]|\\.)+)""|'(?<s>[^'\r\n]+)')", Anyhow)]
    private static partial Regex QuotedSecret();

    /// <summary>The same within a text of JSON: <c>\"token\":\"...\"</c>.</summary>
    [GeneratedRegex(Name + @"\\{1,8}""" + Between + @"\\{1,8}""(?<s>[^""\\\r\n]+)", Anyhow)]
    private static partial Regex EscapedSecret();

    /// <remarks>Up to the next blank, or the end of a text of JSON. What others have masked stays.</remarks>
    [GeneratedRegex(Name + Between + @"(?!\*+(?:\s|$))(?<s>[^\s""'=:](?:(?!"",""|""})\S)*)", Anyhow)]
    private static partial Regex BareSecret();

    [GeneratedRegex(@"--(?:pw|(?:[a-z]{1,20}-){0,3}" + Name + @")[=\x20](?!\*+(?:\s|$))(?<s>[^\s-]\S*)", Anyhow)]
    private static partial Regex SecretArgument();

    [GeneratedRegex(@"authorization\\*[""']?" + Between + @"\\*[""']?(?:[a-z]{1,20}\x20+)?(?<s>[^\s""'\\,]+)", Anyhow)]
    private static partial Regex AuthorizationHeader();

    [GeneratedRegex(@"\bbearer\x20+(?<s>[a-z0-9._~+/=-]{4,})", Anyhow)]
    private static partial Regex BearerToken();

    [GeneratedRegex(@"://(?<s>[^\s/@""'<>]{1,256})@", Anyhow)]
    private static partial Regex UserInformation();

    [GeneratedRegex(
        @"discord(?:app)?\.com"
            + Slash
            + "api"
            + Slash
            + @"(?:v[0-9]+"
            + Slash
            + @")?webhooks"
            + Slash
            + @"(?<s>[^\s""'<>]+)",
        Anyhow
    )]
    private static partial Regex DiscordWebhook();

    [GeneratedRegex(@"(?<s>[0-9]{6,16}(?::|%3A)[a-z0-9_-]{20,})", Anyhow)]
    private static partial Regex TelegramToken();

    /// <remarks>
    /// Whatever stands before it: an escape such as <c>\n</c> ends in a letter. Live accounts are U, F or I and digits,
    /// those of paper trading have a D before.
    /// </remarks>
    [GeneratedRegex("(?<letters>D?[UFI][A-Z]?)(?<s>[0-9]{3,8})(?<end>[0-9]{2})(?![0-9])")]
    private static partial Regex Account();

    /// <remarks>Small letters: as a word of its own only, because many an identifier looks so in its middle.</remarks>
    [GeneratedRegex("(?<![A-Za-z0-9])(?<letters>d?[ufi][a-z]?)(?<s>[0-9]{4,8})(?<end>[0-9]{2})(?![A-Za-z0-9])")]
    private static partial Regex SmallAccount();

    [GeneratedRegex(
        @"(?<![a-z0-9._%+-])(?<s>[a-z0-9._%+-]+(?:@|%40|\\u0040)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})",
        Anyhow
    )]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"(?<![0-9.])(?<s>[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?![0-9]|\.[0-9])")]
    private static partial Regex Ipv4Address();

    /// <summary>Of the part that is in use on the internet, 2000::/3, with a double colon or in full.</summary>
    [GeneratedRegex(
        @"(?<![0-9a-f:.])(?<s>[23][0-9a-f]{3}(?:(?::[0-9a-f]{1,4}){0,6}:(?::[0-9a-f]{1,4}){1,6}|(?::[0-9a-f]{1,4}){7}|(?::[0-9a-f]{1,4}){0,6}::))(?![0-9a-f])",
        Anyhow
    )]
    private static partial Regex Ipv6Address();
}
