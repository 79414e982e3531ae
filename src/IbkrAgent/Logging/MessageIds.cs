using System.Globalization;

namespace IbkrAgent.Logging;

/// <summary>
/// MESSAGE_ID= of each kind of entry: the agent's own random 112 bits, then the event id in four digits.
/// </summary>
/// <remarks>
/// Event 2001 is <c>b275b1c15539ed6e64ee5f0f3c42</c> and <c>2001</c>, so that
/// <c>journalctl MESSAGE_ID=b275b1c15539ed6e64ee5f0f3c422001</c> finds it. The prefix never changes: catalogs
/// (journalctl -x) and people's filters name the whole.
/// </remarks>
internal static class MessageIds
{
    public const string Prefix = "b275b1c15539ed6e64ee5f0f3c42";

    public static string? For(int eventId) =>
        eventId is > 0 and <= 9999 ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{eventId:D4}") : null;

    /// <summary>The event id in a message id of ours; null in any other.</summary>
    public static int? NumberOf(string? messageId) =>
        messageId is not null
        && messageId.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(
            messageId.AsSpan(Prefix.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
