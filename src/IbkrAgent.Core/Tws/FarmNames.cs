using IbkrAgent.Tws.Messages;

namespace IbkrAgent.Tws;

/// <summary>The names of data farms as the texts of notices carry them.</summary>
/// <remarks>
/// <c>... connection is OK:usfarm</c>; <c>... available upon demand.ushmds</c>; <c>... All data farms are connected:
/// usfarm; ushmds.</c>; <c>... The following farms are connected: usfarm. The following farms are not connected:
/// ushmds.</c> A name may have dots inside.
/// </remarks>
internal static class FarmNames
{
    private const int MaxLength = 40;
    private const string Dormant = "demand.";
    private const string AllConnected = "farms are connected:";
    private const string NotConnected = "farms are not connected:";

    /// <summary>The farm of a notice about one; a word for its kind when the text does not name it.</summary>
    public static string NameIn(ErrorMessage notice)
    {
        var dormant = notice.Text.LastIndexOf(Dormant, StringComparison.OrdinalIgnoreCase);
        var start = dormant < 0 ? notice.Text.LastIndexOf(':') + 1 : dormant + Dormant.Length;
        var name = start == 0 ? "" : Clean(notice.Text[start..]);
        return name.Length > 0 ? name : KindOf(notice.Code);
    }

    /// <summary>The farms that a notice of the restored link calls connected.</summary>
    public static IEnumerable<string> Connected(string text) => ListAfter(AllConnected, text);

    /// <summary>The farms that a notice of the restored link calls not connected.</summary>
    public static IEnumerable<string> Unconnected(string text) => ListAfter(NotConnected, text);

    private static IEnumerable<string> ListAfter(string mark, string text)
    {
        var start = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return [];

        var list = text[(start + mark.Length)..];
        var end = list.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? list : list[..end]).Split(';').Select(Clean).Where(name => name.Length > 0);
    }

    private static string Clean(string text)
    {
        var name = text.Trim().TrimEnd('.');
        return name.Length <= MaxLength && !name.Any(char.IsControl) ? name : "";
    }

    private static string KindOf(TwsErrorCode code) =>
        code switch
        {
            TwsErrorCode.MarketDataFarmBroken or TwsErrorCode.MarketDataFarmOk => "market data",
            TwsErrorCode.MarketDataFarmDormant => "market data",
            TwsErrorCode.SecurityDefinitionFarmBroken or TwsErrorCode.SecurityDefinitionFarmOk =>
                "security definitions",
            _ => "historical data",
        };
}
