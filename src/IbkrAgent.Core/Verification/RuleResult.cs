using IbkrAgent.Common;

namespace IbkrAgent.Verification;

/// <param name="Gateway">null: the host.</param>
/// <param name="Complaints">none when the rule is kept.</param>
public sealed record RuleResult(Rule Rule, InstanceName? Gateway, IReadOnlyList<Complaint> Complaints)
{
    public Grade Grade => Complaints.Select(complaint => complaint.Grade).DefaultIfEmpty(Grade.Pass).Max();
}
