using System.Globalization;
using System.Text;

namespace IbkrAgent.Cli;

/// <summary>A schedule for people, on two clocks.</summary>
internal static class ScheduleText
{
    private const string Format = "ddd MM-dd HH:mm";

    /// <summary>Of one time; most names of zones are longer.</summary>
    private const int LeastWidth = 15;

    /// <param name="gatewayZone">in which the Gateway runs.</param>
    /// <param name="localZone">of this host.</param>
    public static string Of(GatewaySchedule schedule, TimeZoneInfo gatewayZone, TimeZoneInfo localZone)
    {
        var zones = gatewayZone.Id == localZone.Id ? [gatewayZone] : new[] { gatewayZone, localZone };
        var widths = zones.Select(zone => Math.Max(zone.Id.Length, LeastWidth)).ToArray();
        var text = new StringBuilder($"{schedule.Name}\n");
        Append(text, [.. zones.Select(zone => zone.Id)], widths, "");
        foreach (var found in schedule.Events)
            Append(text, [.. zones.Select(zone => Local(found.At, zone))], widths, found.Text);
        if (schedule.Events is [])
            text.Append("nothing by the clock\n");
        if (schedule.Notice is { } notice)
            text.Append(notice).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] times, int[] widths, string what) =>
        text.Append((string.Concat(times.Zip(widths, (time, width) => time.PadRight(width) + "  ")) + what).TrimEnd())
            .Append('\n');

    private static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(Format, CultureInfo.InvariantCulture);
}
