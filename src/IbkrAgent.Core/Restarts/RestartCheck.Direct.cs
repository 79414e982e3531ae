using IbkrAgent.Health;
using IbkrAgent.Settings;

namespace IbkrAgent.Restarts;

/// <summary>The same, more simply: what can be told without the daemon.</summary>
public static partial class RestartCheck
{
    /// <param name="refusal">why the agent's memory forbids a login; null when it does not.</param>
    /// <param name="inhibitors">those that stand.</param>
    public static CheckReport Of(
        DirectFinding finding,
        string? refusal,
        IReadOnlyList<Inhibitor> inhibitors,
        GatewaySettings settings,
        DateTimeOffset at
    ) =>
        Conclude(
            finding.Verdict,
            at,
            [
                finding.Verdict is Verdict.Stopped or Verdict.Down or Verdict.NotConfigured
                    ? Block(CheckRule.Unit, "there is nothing to restart")
                    : Ok(CheckRule.Unit, "the unit is active"),
                refusal is null ? Ok(CheckRule.Latch, "a login is allowed") : Block(CheckRule.Latch, refusal),
                OfVerdict(finding.Verdict, finding.Reason),
                OfOrders(account: null, settings, at),
                OfPositions(account: null, settings, at),
                OfInhibitors(inhibitors, settings.RestartCheck),
                OfReset(settings.Watch, at),
            ]
        ) with
        {
            IsRunning = finding.Verdict is not (Verdict.Stopped or Verdict.Down or Verdict.NotConfigured),
        };
}
