using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>Who sees the window can click in it.</summary>
public sealed class ViewerPortRule() : GatewayRule("viewer-port", "VNC is open on this host alone, if at all")
{
    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Settings.Watch.VncPort is 0
            ? []
            : host.OpenPorts.Judge(rows =>
                rows.Any(row => row.LocalPort == gateway.Settings.Watch.VncPort && !row.IsOnLoopback)
                    ?
                    [
                        Complaint.Fail(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"port {gateway.Settings.Watch.VncPort}, VNC, can be reached from other hosts"
                            ),
                            "let it listen on 127.0.0.1 and come through ssh -L; docs/operations.md, Looking at the window"
                        ),
                    ]
                    : []
            );
}
