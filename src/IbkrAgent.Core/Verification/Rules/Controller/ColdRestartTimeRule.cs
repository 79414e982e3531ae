using System.Globalization;

namespace IbkrAgent.Verification.Rules;

/// <summary>The login's token ends on Sunday at 01:00 in New York: a full login before that is lost again.</summary>
public sealed class ColdRestartTimeRule()
    : GatewayRule("cold-restart-time", "IBC's own login of the week is after the token's end, Sunday 01:00 New York")
{
    private const string Key = "ColdRestartTime";

    private static readonly TimeSpan AlmostAWeek = TimeSpan.FromDays(6.5);

    protected override IEnumerable<Complaint> Judge(GatewayFacts gateway, HostFacts host) =>
        gateway.Controller.Judge(ini =>
        {
            if (ini[Key].Length == 0)
                return [];
            if (
                !TimeOnly.TryParseExact(
                    ini[Key],
                    "HH:mm",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var time
                )
            )
                return [Complaint.Fail($"{Key} is {ini[Key]}, and IBC reads only HH:mm", ini.Set(Key, "10:00"))];

            return IsTooEarly(gateway, host.Now, time)
                ?
                [
                    Complaint.Fail(
                        $"{Key} is {ini[Key]} on Sunday, before the token ends: another login follows it",
                        ini.Set(Key, "10:00")
                    ),
                ]
                : [];
        });

    /// <summary>In the Gateway's zone, at the next Sunday.</summary>
    private static bool IsTooEarly(GatewayFacts gateway, DateTimeOffset now, TimeOnly time)
    {
        var zone = gateway.Settings.Program.TimeZone;
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var sunday = today.AddDays((7 - (int)today.DayOfWeek) % 7);
        var local = sunday + time.ToTimeSpan();
        var at = new DateTimeOffset(local, zone.GetUtcOffset(local));
        return at - gateway.Settings.Schedule.TokenExpiry.Last(at) > AlmostAWeek;
    }
}
