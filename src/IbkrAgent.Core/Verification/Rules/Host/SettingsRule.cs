namespace IbkrAgent.Verification.Rules;

/// <summary>A limit beyond its shipped value is a decision, and should stay one.</summary>
public sealed class SettingsRule() : HostRule("settings", "No setting in agent.ini weakens a safety")
{
    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.SettingsWarnings.Select(warning =>
            Complaint.Warn(warning, "keep it if you mean it; ibkr-agent settings --changed shows all")
        );
}
