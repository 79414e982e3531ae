using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Health;
using IbkrAgent.Restarts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class DirectCheckTests : IDisposable
{
    private static readonly DirectFinding Ready = new(Verdict.Ready, "it answers", "");

    private readonly GatewayHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void What_the_daemon_wrote_down_counts_without_it_as_well()
    {
        var file = new InhibitorFile(_host.Paths.InhibitorFile(InstanceName.Main));
        file.Write(InhibitorBook.Empty.Take(new("bot", "closing", TimeSpan.FromHours(1)), "uid 1000", Some.Instant)!);

        Assert.Equal(
            (CheckOutcome.Defer, "inhibited by bot until 2026-11-20 10:00:00Z: closing"),
            Of(Some.Instant.AddMinutes(59))
        );
        Assert.Equal((CheckOutcome.Go, ""), Of(Some.Instant.AddHours(1)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_may_say_that_somebody_inhibits()
    {
        _host.Write("var/lib/ibkr-agent/main/inhibitors.json", "{");

        var (outcome, why) = Of(Some.Instant);

        Assert.Equal(CheckOutcome.Defer, outcome);
        Assert.StartsWith("inhibited by unknown until ", why, StringComparison.Ordinal);
    }

    private (CheckOutcome, string) Of(DateTimeOffset at)
    {
        var report = DirectCheck.Of(_host.Paths, InstanceName.Main, Ready, at)!;
        return (report.Outcome, report.Why);
    }
}
