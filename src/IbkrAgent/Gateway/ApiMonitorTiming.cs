using IbkrAgent.Settings;

namespace IbkrAgent.Gateway;

/// <summary>The rhythm of the held session.</summary>
/// <param name="Interval">between two heartbeats.</param>
/// <param name="Timeout">how long the answer to one may take.</param>
/// <param name="SilentHold">how long a session that fell silent is kept, should its answer come late.</param>
internal sealed record ApiMonitorTiming(TimeSpan Interval, TimeSpan Timeout, TimeSpan SilentHold)
{
    public static ApiMonitorTiming Of(ApiSettings api) =>
        new(api.HeartbeatInterval, api.HeartbeatTimeout, SilentHold: TimeSpan.FromMinutes(5));
}
