using System.Globalization;
using IbkrAgent.Controllers;

namespace IbkrAgent.Verification.Rules;

/// <summary>Two restarts at one time are one too many, and the second meets a Gateway that is logging in.</summary>
public sealed class RestartMinuteRule()
    : GatewayRule("restart-minute", "The Gateway's own restart and the timer's are not at the same time")
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
        {
            if (RestartTimeRule.Find(ini, IbcSettings.RestartTimeKey) is not { } own)
                return [];

            var meeting = gateway
                .Restarts.Select(at => TimeOnly.FromDateTime(InZoneOf(gateway, at)))
                .Where(time => Distance(time, own) < Near)
                .Distinct();
            return meeting.Select(time =>
                Complaint.Fail(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{IbcSettings.RestartTimeKey} is {own:HH:mm}, and the timer restarts at {time:HH:mm}, in the Gateway's zone"
                    ),
                    ini.Set(IbcSettings.RestartTimeKey, "11:45 PM")
                )
            );
        });

    private static DateTime InZoneOf(GatewayFacts gateway, DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, gateway.Settings.Program.TimeZone).DateTime;

    private static TimeSpan Distance(TimeOnly one, TimeOnly other)
    {
        var ahead = one - other; // of two times of day: 0 to 24 hours
        return ahead < TimeSpan.FromDays(1) - ahead ? ahead : TimeSpan.FromDays(1) - ahead;
    }
}
