namespace IbkrAgent.Verification.Rules;

/// <summary>What IBC's start script wants to find, and which of several Gateways is meant.</summary>
public sealed class ProgramRule() : GatewayRule("program", "IBC and one Gateway are there, laid out as IBC wants it")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.MissingProgram.Select(missing => Complaint.Fail(missing.What, missing.NextStep));
}
