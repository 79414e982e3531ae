using System.Collections.Immutable;
using System.Globalization;
using IbkrAgent.Common;

namespace IbkrAgent.History;

/// <summary>One event of the record, as the daemon wrote it to the journal.</summary>
/// <param name="At">when the journal received it.</param>
/// <param name="Number">from <see cref="HistoryCatalog"/>.</param>
/// <param name="Priority">0 to 7, as in syslog(3).</param>
/// <param name="Gateway">null: it is about the daemon.</param>
/// <param name="Incident">the incident's id, when it belongs to one.</param>
/// <param name="Text">one line, without the gateway's name.</param>
/// <param name="Fields">what else the entry says, by names like <c>exitStatus</c>.</param>
/// <param name="Cursor">its place in the journal, which no other entry has.</param>
public sealed record HistoryEvent(
    DateTimeOffset At,
    int Number,
    string MessageId,
    int Priority,
    string? Gateway,
    string? Incident,
    string Text,
    ImmutableSortedDictionary<string, string> Fields,
    string Cursor
)
{
    private const string Prefix = "IBKR_";
    private const string GatewayField = "IBKR_GATEWAY";
    private const string IncidentField = "IBKR_INCIDENT_ID";
    private const int Information = 6;

    public HistoryKind Kind => HistoryCatalog.Find(Number)!.Value.Kind;

    public string Name => HistoryCatalog.Find(Number)!.Value.Name;

    /// <summary>When it happened: the journal of a Gateway is read late after a restart of the daemon.</summary>
    public DateTimeOffset HappenedAt => InstantOf("at") ?? At;

    /// <param name="fields">of the journal's entry, by their names there.</param>
    /// <returns>Null when it is no history.</returns>
    public static HistoryEvent? Of(
        DateTimeOffset at,
        int number,
        IReadOnlyDictionary<string, string> fields,
        string cursor
    )
    {
        if (HistoryCatalog.Find(number) is null)
            return null;

        var gateway = fields.GetValueOrDefault(GatewayField);
        var text = OneLine.Of(fields.GetValueOrDefault("MESSAGE") ?? "");
        return new(
            at,
            number,
            fields.GetValueOrDefault("MESSAGE_ID") ?? "",
            int.TryParse(
                fields.GetValueOrDefault("PRIORITY"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var priority
            )
                ? priority
                : Information,
            gateway,
            fields.GetValueOrDefault(IncidentField),
            gateway is not null && text.StartsWith($"{gateway}: ", StringComparison.Ordinal)
                ? text[(gateway.Length + 2)..]
                : text,
            fields
                .Where(field =>
                    field.Key.StartsWith(Prefix, StringComparison.Ordinal)
                    && field.Key is not (GatewayField or IncidentField)
                )
                .ToImmutableSortedDictionary(
                    field => MemberName(field.Key),
                    field => field.Value,
                    StringComparer.Ordinal
                ),
            cursor
        );
    }

    /// <summary>A field that is an instant; null when there is none.</summary>
    public DateTimeOffset? InstantOf(string field) =>
        DateTimeOffset.TryParseExact(
            Fields.GetValueOrDefault(field),
            "O",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
            ? instant
            : null;

    /// <summary>IBKR_EXIT_STATUS is <c>exitStatus</c>.</summary>
    private static string MemberName(string field)
    {
        var words = field[Prefix.Length..].Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, index) => index == 0 ? Lower(word) : word[0] + Lower(word[1..])));
    }

    private static string Lower(string word) =>
        string.Create(
            word.Length,
            word,
            static (letters, from) =>
            {
                for (var index = 0; index < letters.Length; index++)
                    letters[index] = char.ToLowerInvariant(from[index]);
            }
        );
}
