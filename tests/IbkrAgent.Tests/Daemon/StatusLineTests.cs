using IbkrAgent.Daemon;
using IbkrAgent.Health;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Daemon;

public sealed class StatusLineTests
{
    [Fact]
    public void One_gateway_is_told_in_full() =>
        Assert.Equal(
            "main: Ready since 2026-11-20 09:00:00Z (it was seen)",
            StatusLine.Of([Some.Report(Verdict.Ready)])
        );

    [Fact]
    public void Of_several_those_that_are_well_are_short()
    {
        var down = Some.Report(Verdict.Down, "it ended") with { Name = "b", NextStep = "a restart is due" };
        var left = Some.Report(Verdict.Ready) with { Name = "c", HandsOff = true };

        Assert.Equal(
            "main: Ready | b: Down since 2026-11-20 09:00:00Z (it ended); a restart is due | "
                + "c: Ready since 2026-11-20 09:00:00Z (it was seen); HANDS OFF",
            StatusLine.Of([Some.Report(Verdict.Ready), down, left])
        );
    }
}
