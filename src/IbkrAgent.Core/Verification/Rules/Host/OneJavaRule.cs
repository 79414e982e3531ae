using System.Globalization;
using IbkrAgent.Gateway;

namespace IbkrAgent.Verification.Rules;

/// <summary>Two of them in one unit are two logins of one user.</summary>
public sealed class OneJavaRule() : GatewayRule("one-java", "At most one Java runs in the Gateway's unit")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        host.Processes.Judge(all =>
        {
            var unit = UnitNames.GatewayService(gateway.Settings.Name);
            var count = all.Count(process => process.Unit == unit && process.IsController);
            return count > 1
                ?
                [
                    Complaint.Fail(
                        string.Create(CultureInfo.InvariantCulture, $"{count} controllers run in {unit}"),
                        $"sudo systemctl restart {unit}, when nothing trades"
                    ),
                ]
                : [];
        });
}
