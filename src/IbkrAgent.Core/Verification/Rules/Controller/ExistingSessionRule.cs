namespace IbkrAgent.Verification.Rules;

/// <summary>The broker keeps one session of a user: what happens when there is another has to be a decision.</summary>
public sealed class ExistingSessionRule()
    : GatewayRule("existing-session", "What IBC does about another session is said, and throws nobody out")
{
    private const string Key = "ExistingSessionDetectedAction";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
            ini[Key].ToUpperInvariant() switch
            {
                "MANUAL" or "SECONDARY" => [],
                "" => [Complaint.Warn($"{Key} is not said", ini.Set(Key, "manual"))],
                "PRIMARY" or "PRIMARYOVERRIDE" =>
                [
                    Complaint.Warn(
                        $"{Key} is {ini[Key]}: it throws out whoever is logged in, perhaps yourself",
                        ini.Set(Key, "manual")
                    ),
                ],
                _ => [Complaint.Fail($"{Key} is {ini[Key]}, which IBC does not know", ini.Set(Key, "manual"))],
            }
        );
}
