using System.Diagnostics.CodeAnalysis;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Logging;

namespace IbkrAgent.Bundles;

/// <summary>Reads part after part; one that fails is named in the manifest and keeps none of the others.</summary>
internal static class Bundle
{
    private const string Manifest = "manifest.txt";

    /// <returns>what is in the archive, which is then complete but for its end.</returns>
    public static async Task<BundleManifest> CollectAsync(
        IEnumerable<BundlePart> parts,
        BundleArchive archive,
        Redactor redactor,
        BundlePeriod period,
        DateTimeOffset made,
        CancellationToken cancellationToken
    )
    {
        var collected = new List<CollectedPart>();
        var missed = new List<MissedPart>();
        var settingsMasked = 0;
        foreach (var part in parts)
        {
            var (text, problem) = await ReadAsync(part, cancellationToken);
            if (text is null)
                missed.Add(new(part.Name, problem));
            else
            {
                settingsMasked += text.Masked;
                var file = archive.Add(part.Name, text.Text);
                collected.Add(file with { Masked = file.Masked + text.Masked });
            }
        }

        var manifest = new BundleManifest(
            $"ibkr-agent {CommandLine.Version}",
            made,
            period.Since,
            period.Until,
            collected,
            missed,
            redactor.Counts,
            settingsMasked,
            redactor.KnownSecrets,
            redactor.TooShort
        );
        archive.Add(Manifest, manifest.Render());
        return manifest;
    }

    [SuppressMessage("Design", "CA1031", Justification = "whatever a part fails of, the others are wanted")]
    private static async Task<(MaskedText? Text, string Problem)> ReadAsync(
        BundlePart part,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await part.ReadAsync(cancellationToken), "");
        }
        catch (Exception exception)
        {
            return (null, OneLine.Of(ExceptionText.Chain(exception)));
        }
    }
}
