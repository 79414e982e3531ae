using System.Collections.Immutable;

namespace IbkrAgent.Restarts;

/// <summary>Whether a restart is safe at one moment, and why.</summary>
/// <param name="IsCure">the Gateway hangs or cannot be reached: what is not known of it a restart may cure.</param>
public sealed record CheckReport(
    DateTimeOffset At,
    CheckOutcome Outcome,
    bool IsCure,
    ImmutableArray<CheckFinding> Findings
)
{
    /// <summary>A restart is safe, or is the cure.</summary>
    public bool IsGo => Outcome == CheckOutcome.Go || (Outcome == CheckOutcome.Unknown && IsCure);

    /// <summary>There is something to restart.</summary>
    public bool IsRunning { get; init; }

    /// <summary>A market of what is held or ordered is open, as far as that is known.</summary>
    public bool IsMarketOpen { get; init; }

    public bool IsMemoryCritical { get; init; }

    /// <summary>The API is ready.</summary>
    public bool IsReady { get; init; }

    /// <summary>When the process that runs was started, and logged in soon after; null when none runs.</summary>
    public DateTimeOffset? LoginSince { get; init; }

    /// <summary>What the Gateway is, for people.</summary>
    public string Verdict =>
        Findings.FirstOrDefault(finding => finding.Rule == CheckRule.Verdict)?.Text ?? "nothing is known of it";

    /// <summary>What speaks loudest; empty when nothing speaks against it.</summary>
    public string Why =>
        Outcome switch
        {
            CheckOutcome.Block => Join(CheckLevel.Block),
            CheckOutcome.Defer => Join(CheckLevel.Defer),
            CheckOutcome.Unknown => Findings.First(finding => finding.Rule == CheckRule.Verdict).Text,
            _ => "",
        };

    private string Join(CheckLevel level) =>
        string.Join("; ", Findings.Where(finding => finding.Level == level).Select(finding => finding.Text));
}

/// <summary>The answer of a check; the numbers are the exit statuses of <c>pre-restart-check</c>.</summary>
public enum CheckOutcome
{
    Go = 0,
    Defer = 10,
    Block = 20,

    /// <summary>Too little is known of the Gateway to say.</summary>
    Unknown = 30,
}
