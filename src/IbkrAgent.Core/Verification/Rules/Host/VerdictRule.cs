using IbkrAgent.Common;
using IbkrAgent.Health;

namespace IbkrAgent.Verification.Rules;

/// <summary>What the daemon sees, with its reason.</summary>
public sealed class VerdictRule() : GatewayRule("verdict", "The Gateway is ready, or stopped by intention")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Verdict.Judge(now =>
        {
            var what = $"{now.Verdict}: {now.Why}";
            var look = AgentCommand.For(gateway.Settings.Name, "status");
            return now.Verdict switch
            {
                Verdict.Ready or Verdict.Stopped => [],
                Verdict.Starting or Verdict.AwaitingTwoFactor => [Complaint.Warn(what, $"wait, and look: {look}")],
                Verdict.Degraded => [Complaint.Warn(what, look)],
                _ => [Complaint.Fail(what, $"{look}; docs/operations.md says what to do for each alert")],
            };
        });
}
