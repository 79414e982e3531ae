namespace IbkrAgent.Verification.Rules;

/// <summary>needrestart restarts what uses a library that was replaced: a login in the middle of the night.</summary>
public sealed class NeedrestartRule() : HostRule("needrestart", "needrestart leaves the Gateway and its display alone")
{
    private static readonly string[] Units = ["ibkr-gateway", "xvfb"];

    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.Needrestart.Judge(settings =>
            from unit in settings is null ? [] : Units
            where !IsExcluded(settings!, unit)
            select Complaint.Fail(
                $"needrestart may restart {unit}.service after an upgrade of a library",
                "sudo apt-get install --reinstall -o Dpkg::Options::=--force-confmiss ibkr-agent"
            )
        );

    private static bool IsExcluded(string settings, string unit) =>
        settings
            .Split('\n')
            .Select(line => line.Trim())
            .Any(line =>
                line.StartsWith("$nrconf{override_rc}", StringComparison.Ordinal)
                && line.Contains($"^{unit}", StringComparison.Ordinal)
                && line.EndsWith("= 0;", StringComparison.Ordinal)
            );
}
