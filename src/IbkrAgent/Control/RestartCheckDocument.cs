using System.Text;
using IbkrAgent.Common;
using IbkrAgent.Restarts;

namespace IbkrAgent.Control;

/// <summary>
/// Answer to <c>GET /v1/gateways/NAME/restart-check</c>, and output of <c>ibkr-agent pre-restart-check --json</c>.
/// </summary>
/// <param name="Schema">grows when a member changes its meaning or goes away, not when one is added.</param>
/// <param name="Source">who looked: <c>daemon</c> or <c>direct</c>.</param>
/// <param name="Note">why the daemon was not asked; else empty.</param>
/// <param name="IsCure">a restart may cure what keeps the check from knowing more.</param>
/// <param name="Why">what speaks loudest against a restart; empty when nothing does.</param>
public sealed record RestartCheckDocument(
    int Schema,
    string Gateway,
    string Source,
    string Note,
    DateTimeOffset At,
    CheckOutcome Outcome,
    bool IsCure,
    string Why,
    IReadOnlyList<CheckFinding> Findings
)
{
    public const int CurrentSchema = 1;

    /// <summary>What the daemon knows.</summary>
    public static RestartCheckDocument Of(string gateway, CheckReport report) =>
        Create(gateway, HealthDocument.Daemon, "", report);

    /// <summary>What a look without the daemon found.</summary>
    public static RestartCheckDocument Direct(InstanceName gateway, string note, CheckReport report) =>
        Create(gateway.ToString(), HealthDocument.Direct, note, report);

    /// <summary>For people: the answer, then a line for each finding.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            var why = Why.Length > 0 ? $": {Why}" : "";
            var source = Note.Length > 0 ? $" (seen without the daemon: {Note})" : "";
            text.AppendLine(OneLine.Of($"{Gateway}: {Word(Outcome)}{why}{source}"));
            foreach (var (rule, level, said, key) in Findings)
            {
                var policy = key.Length > 0 && level != CheckLevel.Ok ? $" ({key})" : "";
                text.AppendLine(OneLine.Of($"  {Word(level), -5} {Word(rule), -10} {said}{policy}"));
            }

            return text.ToString();
        }
    }

    private static RestartCheckDocument Create(string gateway, string source, string note, CheckReport report) =>
        new(
            CurrentSchema,
            gateway,
            source,
            note,
            report.At,
            report.Outcome,
            report.IsCure,
            report.Why,
            report.Findings
        );

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
