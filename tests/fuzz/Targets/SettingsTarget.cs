using System.Text;
using FsCheck;
using IbkrAgent.Schedule;
using IbkrAgent.Settings;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>The agent's settings.</summary>
internal sealed class SettingsTarget() : FuzzTarget("settings")
{
    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf([
            "[gateway:main]",
            "[",
            "]",
            "\n",
            "\r\n",
            " = ",
            "=",
            "\"",
            ";",
            "#",
            "act",
            "live",
            "10s",
            "1min 30s",
            "/opt/ibgateway",
            ",",
            "Mon..Fri",
            "04:00-20:00",
            "closed",
            "alerts",
            .. AlertKeys.All.Concat(GatewayKeys.All).Select(key => key.Name),
        ]);

    public override bool Feed(byte[] input, Dice dice)
    {
        var text = dice.Chance(50) ? Encoding.UTF8.GetString(input) : Encoding.Latin1.GetString(input);
        var outcome = SettingsParser.Parse("agent.ini", text, FindZone, ExchangeCalendar.Empty);
        if (outcome is SettingsOutcome.Wrong wrong)
            Require(wrong.Problems.Count > 0, "the settings are wrong, and nothing is");
        return outcome is SettingsOutcome.Loaded;
    }

    private static TimeZoneInfo? FindZone(string zone) =>
        zone.Contains('/', StringComparison.Ordinal) ? TimeZoneInfo.Utc : null;
}
