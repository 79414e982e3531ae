using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>Whoever has the port instead is taken for the Gateway by every bot.</summary>
public sealed class ApiPortRule() : GatewayRule("api-port", "The API's port is free, or the Gateway's own")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        host.OpenPorts.Judge(rows =>
            rows.Where(row => row.LocalPort == gateway.Settings.Api.Port && IsOthers(row.UserId, gateway))
                .Select(row =>
                    Complaint.Fail(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"port {row.LocalPort} is open for the user {row.UserId}, and not for the Gateway's"
                        ),
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"see who has it: sudo ss -ltnp 'sport = {row.LocalPort}'"
                        )
                    )
                )
                .Distinct()
        );

    private static bool IsOthers(uint? user, GatewayFacts gateway) =>
        gateway.Unit is Fact<UnitFacts>.Known { Value: var unit }
        && uint.TryParse(unit["UID"], CultureInfo.InvariantCulture, out var own)
            ? user != own
            : user is not null;
}
