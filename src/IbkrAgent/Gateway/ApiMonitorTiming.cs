using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>The rhythm of the held session.</summary>
/// <param name="Interval">between two heartbeats.</param>
/// <param name="Timeout">how long the answer to one may take.</param>
/// <param name="SilentHold">how long a session that fell silent is kept, should its answer come late.</param>
/// <param name="AccountInterval">between two readings of the accounts.</param>
/// <param name="AccountTimeout">how long the answer to one may take.</param>
internal sealed record ApiMonitorTiming(
    TimeSpan Interval,
    TimeSpan Timeout,
    TimeSpan SilentHold,
    TimeSpan AccountInterval,
    TimeSpan AccountTimeout
)
{
    public static ApiMonitorTiming Of(GatewaySettings settings) =>
        new(
            settings.Api.HeartbeatInterval,
            settings.Api.HeartbeatTimeout,
            SilentHold: TimeSpan.FromMinutes(5),
            settings.Account.ReadInterval,
            AccountTimeout: TimeSpan.FromSeconds(30)
        );
}
