using IbkrAgent.Common;
using IbkrAgent.Health;

namespace IbkrAgent.Control;

/// <summary>
/// Answer to <c>GET /v1/gateways/NAME/health</c>, and output of <c>ibkr-agent health-check --json</c>.
/// </summary>
/// <param name="Schema">grows when a member changes its meaning or goes away, not when one is added.</param>
/// <param name="Status">the exit status.</param>
/// <param name="Reason">the evidence.</param>
/// <param name="NextStep">what happens next or what the operator can do; may be empty.</param>
/// <param name="Source">who looked: <c>daemon</c> or <c>direct</c>.</param>
/// <param name="Note">why the daemon was not asked although it should have been; else empty.</param>
/// <param name="SeenAt">when what the verdict rests on was seen last.</param>
/// <param name="Line">all of it in one line, for people.</param>
public sealed record HealthDocument(
    int Schema,
    int Status,
    Verdict Verdict,
    string Reason,
    string NextStep,
    string Gateway,
    string Source,
    string Note,
    DateTimeOffset SeenAt,
    string Line
)
{
    public const int CurrentSchema = 1;

    /// <summary>Who looked, in <see cref="Source"/> of this and of other documents.</summary>
    internal const string Daemon = "daemon";

    internal const string Direct = "direct";

    /// <summary>What the daemon knows.</summary>
    public static HealthDocument Of(GatewayReport report, HealthDemand demand) =>
        Create(
            report.Name,
            HealthStatusRules.Of(report, demand),
            new(report.Verdict, report.Reason, report.NextStep),
            Daemon,
            note: "",
            report.SeenAt
        );

    /// <summary>What a look without the daemon found.</summary>
    public static HealthDocument Of(
        InstanceName gateway,
        DirectFinding finding,
        HealthDemand demand,
        string note,
        DateTimeOffset at
    ) => Create(gateway.ToString(), HealthStatusRules.Of(finding.Verdict, demand), finding, Direct, note, at);

    private static HealthDocument Create(
        string gateway,
        HealthStatus status,
        DirectFinding finding,
        string source,
        string note,
        DateTimeOffset at
    )
    {
        var line = $"{gateway}: {finding.Verdict}: {finding.Reason}";
        if (finding.NextStep.Length > 0)
            line += $"; {finding.NextStep}";
        if (source == Direct)
            line += note.Length > 0 ? $" (seen without the daemon: {note})" : " (seen without the daemon)";

        return new(
            CurrentSchema,
            (int)status,
            finding.Verdict,
            finding.Reason,
            finding.NextStep,
            gateway,
            source,
            note,
            at,
            OneLine.Of(line)
        );
    }
}
