using System.Text.Encodings.Web;
using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Bundles;
using IbkrAgent.Common;
using IbkrAgent.Gateway;

namespace IbkrAgent.Tests.Bundles;

public sealed class RedactorTests
{
    private const string Password = "pä ss\"w\\o/rd+1";
    private const string Webhook =
        "https://discord.com/api/webhooks/1234567890123456789/aBcDeFgHiJkLmNoPqRsTuVwXyZ-_0123456789";
    private const string BotToken = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345";

    [Theory]
    // passwords and the like, by the name before them
    [InlineData("IBKR_PASSWORD=hunter2 next", "IBKR_PASSWORD=*** next")]
    [InlineData("IbLoginId = someone", "IbLoginId = ***")]
    [InlineData("token: abc.def", "token: ***")]
    [InlineData("{\"password\":\"a\\\"b\",\"port\":4002}", "{\"password\":\"***\",\"port\":4002}")]
    [InlineData("{\"text\":\"token=abc\",\"port\":4002}", "{\"text\":\"token=***\",\"port\":4002}")]
    [InlineData("{\"a\":\"{\\\"api_key\\\":\\\"abc\\\"}\"}", "{\"a\":\"{\\\"api_key\\\":\\\"***\\\"}\"}")]
    [InlineData("secret='two words' next", "secret='***' next")]
    [InlineData("bot --bot-token abc --pw=def", "bot --bot-token *** --pw=***")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ***")]
    [InlineData("bearer abc.def-123", "bearer ***")]
    [InlineData("GET http://user:pass@host/x", "GET http://***@host/x")]
    // what IBC has masked is not counted again
    [InlineData("IbPassword=***", "IbPassword=***")]
    [InlineData("{\"token\":null,\"port\":4002}", "{\"token\":null,\"port\":4002}")]
    // webhooks and bots that are in no file of ours
    [InlineData(
        "POST https://discord.com/api/webhooks/12/abc failed",
        "POST https://discord.com/api/webhooks/*** failed"
    )]
    [InlineData(
        "https:\\/\\/discordapp.com\\/api\\/v10\\/webhooks\\/12\\/abc",
        "https:\\/\\/discordapp.com\\/api\\/v10\\/webhooks\\/***"
    )]
    [InlineData("/bot" + BotToken + "/sendMessage", "/bot***/sendMessage")]
    // accounts
    [InlineData("accounts DU1234567, U7654321", "accounts DU*****67, U*****21")]
    [InlineData("DU1234567 DU7654367 DU1234567", "DU*****67 DU*2*67 DU*****67")]
    [InlineData("{\"a\":\"x\\nU1234567\\tF1234567\"}", "{\"a\":\"x\\nU*****67\\tF*****67\"}")]
    [InlineData("%20DUM123456 (du1234567)", "%20DUM****56 (du*****67)")]
    [InlineData("invocation 3f1234567u1234567a DU12345678901", "invocation 3f1234567u1234567a DU12345678901")]
    // mail addresses, but not units
    [InlineData("from a.b+c@mail.example.org.", "from *@*.")]
    [InlineData("a%40example.org", "*@*")]
    [InlineData("ibkr-gateway@live.service xvfb@live.service.d", "ibkr-gateway@live.service xvfb@live.service.d")]
    // addresses on the internet, but not of this host and its network
    [InlineData("peer 8.8.8.8:443 x203.0.113.1", "peer *ip*:443 x*ip*")]
    [InlineData(
        "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.1.1 0.0.0.0",
        "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.1.1 0.0.0.0"
    )]
    [InlineData("10.45.1j 300.1.1.1 1.2.3", "10.45.1j 300.1.1.1 1.2.3")]
    [InlineData("[2001:db8::1]:80 2001:db8:: 2a00:1:2:3:4:5:6:7", "[*ip*]:80 *ip* *ip*")]
    [InlineData("::1 fe80::1 10:30:00:123 2026-11-20", "::1 fe80::1 10:30:00:123 2026-11-20")]
    public void What_looks_like_a_secret_is_masked(string text, string masked) =>
        Assert.Equal(masked, new Redactor([]).Redact(text));

    [Fact]
    public void A_known_secret_is_found_however_it_is_spelled()
    {
        string[] spellings =
        [
            Password,
            Password.ToUpperInvariant(),
            Uri.EscapeDataString(Password),
            Uri.EscapeDataString(Password).ToLowerInvariant(),
            JavaScriptEncoder.Default.Encode(Password),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Password),
            PropertiesText.Write("k", Password)[2..],
            EnvironmentFileText.Write("k", Password)[3..^1],
            Password.Replace("ä", "Ã¤", StringComparison.Ordinal),
            Password.Replace('ä', '\uFFFD'),
        ];
        var redactor = new Redactor([new(Password)]);

        Assert.All(spellings, spelling => Assert.Equal("a***b", redactor.Redact($"a{spelling}b")));
        Assert.Equal(spellings.Length, redactor.Counts[RedactionKind.KnownSecret]);
    }

    [Fact]
    public void Of_an_address_the_telling_parts_are_masked_alone_and_the_others_are_not()
    {
        var redactor = new Redactor([
            new(Webhook),
            new(BotToken),
            new("https://me:word@h.example/hook/s3cret99?a=true"),
        ]);

        Assert.Equal("in /x/***/y", redactor.Redact("in /x/aBcDeFgHiJkLmNoPqRsTuVwXyZ-_0123456789/y"));
        Assert.Equal("id ***", redactor.Redact("id 1234567890123456789"));
        Assert.Equal("hash ***", redactor.Redact("hash AAF-abcdefghijklmnopqrstuvwxyz012345"));
        Assert.Equal("*** and *** and ***", redactor.Redact("s3cret99 and word and /hook/s3cret99?a=true"));
        Assert.Equal("host discord.com true api", redactor.Redact("host discord.com true api"));
    }

    [Fact]
    public void Secrets_that_overlap_leave_nothing_of_either() =>
        Assert.Equal("x***y", new Redactor([new("abcd"), new("cdef"), new("defab")]).Redact("xabcdefaby"));

    [Fact]
    public void A_very_short_secret_is_counted_and_not_looked_for()
    {
        var redactor = new Redactor([new("abc"), new(""), new("abcd")]);

        Assert.Equal((2, 1), (redactor.KnownSecrets, redactor.TooShort));
        Assert.Equal("abc *** TOKEN=***", redactor.Redact("abc abcd TOKEN=abc"));
    }

    [Fact]
    public void No_text_with_a_known_secret_in_it_leaves_with_it() =>
        Prop.ForAll(
                Arb.From(Secrets()),
                Arb.From(Texts()),
                (secrets, pieces) =>
                {
                    var text = string.Concat(pieces.Select((piece, i) => piece + secrets[i % secrets.Length]));
                    var masked = new Redactor(secrets.Select(secret => new Secret(secret))).Redact(text);
                    return secrets.All(secret => !masked.Contains(secret, StringComparison.Ordinal));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    /// <summary>What meets masks, patterns and itself more often than chance would have it.</summary>
    private static Gen<string[]> Secrets() =>
        Gen.OneOf(
                Word("*#~█ip@", 4, 9),
                Word("aab", 4, 9),
                Word("U1234567@.=:/", 4, 12),
                Gen.Elements(
                    Password,
                    Webhook,
                    BotToken,
                    "token=token=",
                    "://user@host",
                    "********",
                    "a%2Fb%2Fc",
                    "abc:"
                ),
                ArbMap
                    .Default.ArbFor<NonNull<string>>()
                    .Generator.Select(text => text.Get)
                    .Where(text => text.Length >= 4)
            )
            .NonEmptyListOf()
            .Select(secrets => secrets.Take(4).ToArray());

    private static Gen<string[]> Texts() =>
        Gen.OneOf(
                Word("*#~█ip@", 0, 5),
                Word("aab ", 0, 5),
                Gen.Elements(
                    "token=",
                    "\"password\":\"",
                    "DU1234567",
                    " 8.8.8.8 ",
                    "x@example.org",
                    "",
                    "\n",
                    "://",
                    "\\"
                ),
                ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(text => text.Get)
            )
            .NonEmptyListOf()
            .Select(pieces => pieces.Take(8).ToArray());

    private static Gen<string> Word(string letters, int shortest, int longest) =>
        Gen.Choose(shortest, longest)
            .SelectMany(length => Gen.ArrayOf(Gen.Elements(letters.ToCharArray()), length))
            .Select(word => new string(word));
}
