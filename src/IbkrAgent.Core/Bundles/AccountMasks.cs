using System.Globalization;

namespace IbkrAgent.Bundles;

/// <summary>Masks for the middle of account numbers: <c>DU*****67</c>, and another one for each other account.</summary>
internal sealed class AccountMasks(char stroke)
{
    /// <summary>So that what stands between two strokes is shorter than any secret.</summary>
    private const int MostTold = 999;

    private readonly Dictionary<string, string> _masks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _alike = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="letters">the account's first letters, which stay.</param>
    /// <param name="hidden">the digits that are masked.</param>
    /// <param name="end">the last two, which stay.</param>
    public string Of(string letters, string hidden, string end)
    {
        var number = letters + hidden + end;
        if (_masks.TryGetValue(number, out var known))
            return known;

        var strokes = new string(stroke, hidden.Length);
        var rank = _alike[letters + strokes + end] = _alike.GetValueOrDefault(letters + strokes + end) + 1;
        var told = Math.Min(rank, MostTold).ToString(CultureInfo.InvariantCulture);
        return _masks[number] = rank == 1 ? strokes : $"{stroke}{told}{stroke}";
    }
}
