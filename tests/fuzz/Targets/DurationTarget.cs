using System.Text;
using FsCheck;
using IbkrAgent.Common;

namespace IbkrAgent.Fuzz.Targets;

/// <summary>Spans of time, from settings and arguments.</summary>
internal sealed class DurationTarget() : FuzzTarget("durations")
{
    public override Gen<byte[]> Shapes { get; } =
        Shape.TextOf("1", "30", "500", ".", "5", "ms", "s", "min", "h", "d", "w", "week", " ", "99999999999");

    public override bool Feed(byte[] input, Dice dice)
    {
        if (!DurationText.TryParse(Encoding.UTF8.GetString(input), out var duration))
            return false;

        var shown = DurationText.Format(duration);
        var isRead = DurationText.TryParse(shown, out var again);
        Require(duration >= TimeSpan.Zero, $"it lasts {duration}");
        Require(isRead && Milliseconds(again) == Milliseconds(duration), $"'{shown}' reads back as {again}");
        return true;
    }

    /// <summary>Whole ones; a double rounds where a span is thousands of years.</summary>
    private static long Milliseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}
