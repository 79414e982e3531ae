using System.Text;
using FsCheck;
using IbkrAgent.Schedule;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>Times of the week, from the settings.</summary>
internal sealed class WeeklyTextTarget() : FuzzTarget("weekly-text")
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf("Mon", "Fri", "sunday", "..", ",", " ", "04:00", "20:00", "24:00", "-", "4:0", "\t");

    public override bool Feed(byte[] input, Dice dice)
    {
        var text = Encoding.UTF8.GetString(input);
        var window = WeeklyText.ReadWindow(text, TimeZoneInfo.Utc, ExchangeCalendar.Empty, out var problem);
        if (problem.Length > 0)
            return false;

        Require(window.IsOpenAt(At) || window.NextOpening(At) > At, "it never opens");
        Require(!(window.NextClosing(At) <= At), "it closes in the past");
        return true;
    }
}
