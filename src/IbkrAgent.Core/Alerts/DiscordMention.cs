using System.Diagnostics.CodeAnalysis;

namespace IbkrAgent.Alerts;

/// <summary>Whom a message in a Discord channel calls, as Discord writes it: <c>&lt;@USER&gt;</c> or <c>&lt;@&amp;ROLE&gt;</c>.</summary>
/// <param name="Id">number of the user or role; digits only.</param>
public sealed record DiscordMention(bool IsRole, string Id)
{
    /// <summary>What a number has at most: 64 bits.</summary>
    private const int LongestId = 20;

    public static bool TryParse(string text, [NotNullWhen(true)] out DiscordMention? mention)
    {
        mention = null;
        if (!text.StartsWith("<@", StringComparison.Ordinal) || !text.EndsWith('>'))
            return false;

        var isRole = text.StartsWith("<@&", StringComparison.Ordinal);
        var id = text[(isRole ? 3 : 2)..^1];
        if (id.Length is 0 or > LongestId || !id.All(char.IsAsciiDigit))
            return false;

        mention = new(isRole, id);
        return true;
    }

    public override string ToString() => IsRole ? $"<@&{Id}>" : $"<@{Id}>";
}
