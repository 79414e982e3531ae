namespace IbkrAgent.Verification.Rules;

/// <summary>The Gateway reads its own times in the zone that its login window was left in.</summary>
public sealed class GatewayZoneRule() : GatewayRule("gateway-zone", "jts.ini and agent.ini name the same time zone")
{
    private const string Key = "TimeZone=";

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.GatewaySettings.Judge(text =>
        {
            var named = Find(text ?? "");
            var wanted = gateway.Settings.Program.TimeZone.Id;
            return named.Length > 0 && named != wanted
                ?
                [
                    Complaint.Warn(
                        $"jts.ini has {Key}{named}, and the Gateway runs in {wanted}: its times are read in two zones",
                        $"with the Gateway stopped, set {Key}{wanted} in jts.ini, or time_zone={named} in agent.ini"
                    ),
                ]
                : [];
        });

    /// <summary>Empty when there is none. The file is the Gateway's own: its backslashes mean nothing.</summary>
    private static string Find(string text) =>
        text.Split('\n')
            .Select(line => line.Trim())
            .LastOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))
            ?[Key.Length..]
        ?? "";
}
