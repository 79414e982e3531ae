using System.Globalization;
using System.Text;

namespace IbkrAgent.Bundles;

/// <summary>What a bundle has in it, what it should have and has not, and what was masked.</summary>
/// <param name="Program">name and version of what made it.</param>
/// <param name="Since">from when on journals and logs were taken.</param>
/// <param name="SettingsMasked">values of settings that are not shown.</param>
/// <param name="TooShort">known secrets that were not looked for.</param>
public sealed record BundleManifest(
    string Program,
    DateTimeOffset Made,
    DateTimeOffset Since,
    DateTimeOffset Until,
    IReadOnlyList<CollectedPart> Collected,
    IReadOnlyList<MissedPart> Missed,
    IReadOnlyDictionary<RedactionKind, int> Masked,
    int SettingsMasked,
    int KnownSecrets,
    int TooShort
)
{
    private static readonly (RedactionKind Kind, string Name)[] Kinds =
    [
        (RedactionKind.KnownSecret, "secrets of this host's files, however spelled"),
        (RedactionKind.NamedSecret, "what a name such as password or token stands before"),
        (RedactionKind.Webhook, "addresses of webhooks and bots"),
        (RedactionKind.Account, "account numbers; the same account has the same mask"),
        (RedactionKind.MailAddress, "mail addresses"),
        (RedactionKind.InternetAddress, "addresses on the internet"),
    ];

    /// <summary>How many places were masked, in all files.</summary>
    public int Places => SettingsMasked + Masked.Values.Sum();

    public string Render()
    {
        var text = new StringBuilder();
        text.Append(Invariant($"Made by {Program} at {Instant(Made)}.\n"));
        text.Append(Invariant($"Journals and logs from {Instant(Since)} to {Instant(Until)}. All times are UTC.\n"));
        text.Append("\nCollected: bytes, masked places, name\n");
        foreach (var part in Collected)
            text.Append(Invariant($"{part.Bytes, 12:N0} {part.Masked, 7:N0}  {part.Name}\n"));

        text.Append("\nNot collected\n");
        foreach (var part in Missed)
            text.Append(Invariant($"  {part.Name}: {part.Why}\n"));
        if (Missed.Count == 0)
            text.Append("  nothing: every part is here\n");

        text.Append("\nMasked: places, what\n");
        text.Append(
            Invariant($"{SettingsMasked, 12:N0}  values of settings, of which it is told whether they are set\n")
        );
        foreach (var (kind, name) in Kinds)
            text.Append(Invariant($"{Masked.GetValueOrDefault(kind), 12:N0}  {name}\n"));

        text.Append(
            Invariant(
                $"\n{KnownSecrets} secrets are known from files of this host; {TooShort} of them were not looked for: shorter than {Redactor.ShortestSecret} characters.\n"
            )
        );
        text.Append(
            "Not masked: names of this host, of its users and units, private addresses, positions, orders, balances.\n"
        );
        text.Append("What a bot of yours writes into the journal is masked by its looks only.\n");
        return text.ToString();
    }

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
