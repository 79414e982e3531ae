using IbkrAgent.Controllers;

namespace IbkrAgent.Verification.Rules;

/// <summary>Without commands each stop is a kill, and the next start a full login.</summary>
public sealed class CommandPortRule()
    : GatewayRule("command-port", "IBC takes commands, so that a stop can keep the login")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
        {
            var port = ini[IbcSettings.CommandPortKey];
            if (IbcSettings.PortOf(port) is not null)
                return [];

            var found = port.Length == 0 ? "is empty" : $"is '{port}'";
            return
            [
                Complaint.Fail(
                    $"{IbcSettings.CommandPortKey} {found}: IBC cannot be told to stop",
                    ini.Set(IbcSettings.CommandPortKey, "7462")
                ),
            ];
        });
}
