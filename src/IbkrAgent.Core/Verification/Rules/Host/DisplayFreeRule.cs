using System.Globalization;
using IbkrAgent.Gateway;

namespace IbkrAgent.Verification.Rules;

/// <summary>A display of somebody else's under the same number is where the Gateway's window would open.</summary>
public sealed class DisplayFreeRule() : GatewayRule("display", "The display's number is free, or used by its own unit")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Display.Judge(display =>
            host.Processes.Judge(all =>
                all.Where(process => process.Unit != UnitNames.DisplayService(gateway.Settings.Name))
                    .Where(process => IsServerOf(process, NumberOf(display)))
                    .Select(process =>
                        Complaint.Fail(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"process {process.Id} has the display {NumberOf(display)} of {display.Name}"
                            ),
                            "stop it, or see docs/operations.md for another number"
                        )
                    )
            )
        );

    private static string NumberOf(UnitFacts display) =>
        display["Environment"].Split(' ').LastOrDefault(word => word.StartsWith("DISPLAY=", StringComparison.Ordinal))
            is { } word
            ? word["DISPLAY=".Length..]
            : "";

    private static bool IsServerOf(ProcessFacts process, string display) =>
        display.Length > 0
        && process.Arguments is [var program, ..]
        && ProgramName.Of(program) is "Xvfb" or "Xorg" or "Xtigervnc" or "Xvnc"
        && process.Arguments.Contains(display);
}
