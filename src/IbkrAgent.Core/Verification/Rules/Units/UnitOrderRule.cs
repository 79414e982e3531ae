using IbkrAgent.Gateway;

namespace IbkrAgent.Verification.Rules;

/// <summary>With BindsTo= the Gateway stays down after its display crashed and came back.</summary>
public sealed class UnitOrderRule()
    : GatewayRule("unit-order", "The Gateway requires its display and starts after it and the network")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Unit.Judge(unit => Judge(unit, UnitNames.DisplayService(gateway.Settings.Name)));

    private static IEnumerable<Complaint> Judge(UnitFacts unit, string display)
    {
        var revert = $"sudo systemctl revert {unit.Name}";
        if (unit["LoadState"] != "loaded")
        {
            yield return Complaint.Fail(
                $"{unit.Name} is {unit["LoadState"]}",
                unit["LoadState"] == "masked"
                    ? $"sudo systemctl unmask {unit.Name}"
                    : "sudo apt-get install --reinstall ibkr-agent"
            );
            yield break;
        }

        foreach (
            var (property, word) in new[]
            {
                ("Requires", display),
                ("After", display),
                ("After", "network-online.target"),
            }
        )
            if (!unit.Has(property, word))
                yield return Complaint.Fail($"{unit.Name} is without {property}={word}", revert);

        if (unit.Has("BindsTo", display))
            yield return Complaint.Fail(
                $"{unit.Name} has BindsTo={display}: it stays down after the display crashed",
                revert
            );
    }
}
