namespace IbkrAgent.Verification.Rules;

/// <summary>What is known of IBC was seen in some versions.</summary>
public sealed class ControllerVersionRule() : GatewayRule("controller-version", "IBC is one that is known: 3.24")
{
    private static readonly Version Oldest = new(3, 19);
    private static readonly Version KeepsLogins = new(3, 24);
    private static readonly Version Newest = new(3, 24);

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host)
    {
        if (gateway.ControllerVersion is not { } version)
            yield return Complaint.Fail("which version of IBC is installed cannot be seen", "unpack IBC 3.24.1 anew");
        else if (version < Oldest)
            yield return Complaint.Fail($"IBC {version} is older than anything that is known", "unpack IBC 3.24.1");
        else if (version < KeepsLogins)
            yield return Complaint.Warn(
                $"IBC {version} cannot end the Gateway and keep the login (PAUSE came with {KeepsLogins})",
                "unpack IBC 3.24.1"
            );
        else if (new Version(version.Major, version.Minor) > Newest)
            yield return Complaint.Warn(
                $"IBC {version} is newer than what is known: its log may read differently",
                "watch the first logins, or unpack IBC 3.24.1"
            );
    }
}
