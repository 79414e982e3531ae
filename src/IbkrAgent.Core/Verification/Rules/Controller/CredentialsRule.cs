namespace IbkrAgent.Verification.Rules;

/// <summary>With empty ones IBC waits at the login window for a person who is not there.</summary>
public sealed class CredentialsRule() : GatewayRule("credentials", "User name and password are there")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.MissingCredentials.Judge(all => all.Select(missing => Complaint.Fail(missing.What, missing.NextStep)));
}
