using System.Net;

namespace IbkrAgent.Verification.Rules;

/// <summary>Whoever can connect to the command port can stop the Gateway.</summary>
public sealed class CommandAddressRule() : GatewayRule("command-address", "IBC takes commands from this host alone")
{
    private const string Address = "BindAddress";
    private const string Others = "ControlFrom";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(Judge);

    private static IEnumerable<Complaint> Judge(ControllerIni ini)
    {
        if (!IPAddress.TryParse(ini[Address], out var address) || !IPAddress.IsLoopback(address))
            yield return Complaint.Fail(
                ini[Address].Length == 0
                    ? $"{Address} is empty, which is every address: others can stop the Gateway"
                    : $"{Address} is {ini[Address]}: others can stop the Gateway",
                ini.Set(Address, "127.0.0.1")
            );

        if (ini[Others].Length > 0)
            yield return Complaint.Warn($"{Others} lets {ini[Others]} send commands", ini.Set(Others, ""));
    }
}
