using System.Text;
using FsCheck;
using IbkrAgent.Schedule;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>The exchange's holidays, as the operator adds to them.</summary>
internal sealed class CalendarTarget() : FuzzTarget("calendar")
{
    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf("year ", "2026", "2026-12-25", "2026-02-30", " ", "closed", "closes", "13:00", "open", "\n", "#");

    public override bool Feed(byte[] input, Dice dice)
    {
        var text = dice.Chance(50) ? Encoding.UTF8.GetString(input) : Encoding.Latin1.GetString(input);
        var (calendar, problems) = CalendarReader.Read("nyse.calendar", text);
        foreach (var day in calendar.Days)
            Require(calendar.IsKnown(day.Date), $"{day} is not known");
        return problems is [];
    }
}
