using System.Text;
using IbkrAgent.Common;

namespace IbkrAgent.Bundles;

/// <summary>
/// Masks secrets in any text: those that are known, wherever and however they are spelled, and what looks like one.
/// </summary>
/// <remarks>
/// What it returns holds no known secret. Masks begin and end with a character that is in none of them, so what is left
/// between two masks stood there before, and held none. The same account gets the same mask, as long as one redactor
/// sees all texts.
/// </remarks>
public sealed class Redactor
{
    /// <summary>
    /// A shorter secret is not looked for: masked wherever its characters stand, it would leave nothing to read, and be
    /// told by what is missing. Where a name stands before it, it is masked all the same.
    /// </summary>
    public const int ShortestSecret = 4;

    private const string Strokes = "*#~";
    private const char FirstOtherStroke = '█';

    private readonly string[] _forms;
    private readonly char _stroke;
    private readonly AccountMasks _accounts;
    private readonly SortedDictionary<RedactionKind, int> _counts = [];

    public Redactor(IEnumerable<Secret> secrets)
    {
        string[] values = [.. secrets.Select(secret => secret.Reveal()).Where(value => value.Length > 0).Distinct()];
        KnownSecrets = values.Length;
        TooShort = values.Count(value => value.Length < ShortestSecret);
        _forms =
        [
            .. values
                .Where(value => value.Length >= ShortestSecret)
                .SelectMany(SecretForms.Of)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        _stroke = ChooseStroke(values);
        _accounts = new(_stroke);
    }

    /// <summary>How many secrets it was given.</summary>
    public int KnownSecrets { get; }

    /// <summary>How many of them are too short to be looked for.</summary>
    public int TooShort { get; }

    /// <summary>How many places were masked so far, in all texts.</summary>
    public IReadOnlyDictionary<RedactionKind, int> Counts => _counts;

    public string Redact(string text)
    {
        var redacted = new StringBuilder(text.Length);
        var position = 0;
        foreach (var (start, end, kind, mask) in Merge(FindKnown(text).Concat(RedactionPatterns.Find(text, _accounts))))
        {
            redacted.Append(text, position, start - position).Append(mask ?? MaskOf(kind));
            position = end;
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        }

        return redacted.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>All places, also such that overlap: of neither may a part be left.</summary>
    private IEnumerable<Redaction> FindKnown(string text)
    {
        foreach (var form in _forms)
        {
            var start = text.IndexOf(form, StringComparison.OrdinalIgnoreCase);
            while (start >= 0)
            {
                yield return new(start, start + form.Length, RedactionKind.KnownSecret);
                var next = text.AsSpan(start + 1).IndexOf(form, StringComparison.OrdinalIgnoreCase);
                start = next < 0 ? next : start + 1 + next;
            }
        }
    }

    /// <summary>In order, with one in place of those that overlap.</summary>
    private static IEnumerable<Redaction> Merge(IEnumerable<Redaction> found)
    {
        Redaction? last = null;
        foreach (var next in found.Distinct().OrderBy(redaction => redaction.Start))
        {
            if (last is { } open && next.Start < open.End)
                last = new(open.Start, Math.Max(open.End, next.End), open.Kind < next.Kind ? open.Kind : next.Kind);
            else
            {
                if (last is { } whole)
                    yield return whole;

                last = next;
            }
        }

        if (last is { } rest)
            yield return rest;
    }

    /// <summary>What is between two strokes is shorter than any secret that is looked for.</summary>
    private string MaskOf(RedactionKind kind) =>
        kind switch
        {
            RedactionKind.MailAddress => $"{_stroke}@{_stroke}",
            RedactionKind.InternetAddress => $"{_stroke}ip{_stroke}",
            _ => new(_stroke, 3),
        };

    private static char ChooseStroke(string[] secrets)
    {
        foreach (var stroke in Strokes)
            if (IsFree(stroke))
                return stroke;

        var other = FirstOtherStroke;
        while (!IsFree(other))
            other++;
        return other;

        bool IsFree(char stroke) => secrets.All(secret => !secret.Contains(stroke, StringComparison.Ordinal));
    }
}
