namespace IbkrAgent.Verification.Rules;

/// <summary>Who can open the display can type into a trading window.</summary>
public sealed class DisplayClosedRule()
    : GatewayRule("display-closed", "The display wants a cookie and does not listen on TCP")
{
    private static readonly string[] Open = ["-ac", "-listen tcp"];
    private static readonly string[] Closed = ["-auth", "-nolisten tcp"];

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Display.Judge(unit =>
        {
            var command = $"{unit["ExecStart"]} ";
            return
            [
                .. Open.Where(option => command.Contains($" {option} ", StringComparison.Ordinal))
                    .Select(option => Complain(unit, $"has {option}: every local user can type into the window")),
                .. Closed
                    .Where(option => !command.Contains($" {option} ", StringComparison.Ordinal))
                    .Select(option => Complain(unit, $"is without {option}: others can reach the window")),
            ];
        });

    private static Complaint Complain(UnitFacts unit, string what) =>
        Complaint.Fail($"{unit.Name} {what}", $"sudo systemctl revert {unit.Name}");
}
