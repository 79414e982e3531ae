using IbkrAgent.Settings;

namespace IbkrAgent.Verification.Rules;

/// <summary>An agent that only looks is easily forgotten.</summary>
public sealed class HandsRule() : GatewayRule("hands", "The agent may act on the Gateway")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host)
    {
        if (host.IsHandsOff)
            yield return Complaint.Warn(
                "/etc/ibkr/hands-off is there: the agent observes and does nothing",
                "sudo rm /etc/ibkr/hands-off"
            );
        else if (gateway.Settings.Mode == AgentMode.Observe)
            yield return Complaint.Warn(
                "mode is observe: the agent says what it would do, and does nothing",
                $"when you trust it: mode = act in [gateway:{gateway.Settings.Name}], then ibkr-agent reload"
            );
    }
}
