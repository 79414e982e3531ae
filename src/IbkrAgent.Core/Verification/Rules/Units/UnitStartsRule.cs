namespace IbkrAgent.Verification.Rules;

/// <summary>A start at boot is a login that no budget counted and no gate was asked for.</summary>
public sealed class UnitStartsRule()
    : GatewayRule("unit-starts", "Nothing but the agent starts the Gateway, and every start passes its gate")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Unit.Judge(unit => Judge(unit, gateway.Settings.Name.ToString()));

    private static IEnumerable<Complaint> Judge(UnitFacts unit, string gateway)
    {
        foreach (var puller in unit["WantedBy"].Split(' ').Concat(unit["RequiredBy"].Split(' ')).Where(IsNamed))
            yield return Complaint.Fail(
                $"{puller} starts {unit.Name}, past the agent",
                $"remove the link in /etc/systemd/system/{puller}.wants or .requires, and systemctl daemon-reload"
            );

        if (
            unit["LoadState"] == "loaded"
            && !unit["ExecCondition"].Contains($"may-start {gateway}", StringComparison.Ordinal)
        )
            yield return Complaint.Fail(
                $"{unit.Name} starts without asking whether it may: a latch and a spent budget mean nothing",
                $"sudo systemctl revert {unit.Name}"
            );
    }

    private static bool IsNamed(string word) => word.Length > 0;
}
