using System.Globalization;
using IbkrAgent.Gateway;

namespace IbkrAgent.Verification.Rules;

/// <summary>The broker keeps one session of a user, and throws the other one out.</summary>
public sealed class StrangeGatewaysRule()
    : HostRule("strange-gateways", "No Gateway or TWS runs on this host beside those of the agent")
{
    private static readonly string[] Classes = ["ibcalpha.ibc.", "ibgateway.GWClient", "jclient.LoginFrame"];

    protected override IEnumerable<Complaint> Judge(HostFacts host) =>
        host.Processes.Judge(all =>
        {
            var own = host.Gateways.Select(gateway => UnitNames.GatewayService(gateway.Settings.Name)).ToHashSet();
            return all.Where(process => !own.Contains(process.Unit) && IsGateway(process))
                .Select(process =>
                    Complaint.Fail(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"process {process.Id} is a Gateway or TWS of {(process.Unit.Length > 0 ? process.Unit : "no unit")}"
                        ),
                        "stop what started it, and see that it does not come back; docs/migrating.md"
                    )
                );
        });

    private static bool IsGateway(ProcessFacts process) =>
        process.Arguments.Any(word => Classes.Any(name => word.StartsWith(name, StringComparison.Ordinal)));
}
