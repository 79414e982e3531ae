using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Fuzz;

namespace IbkrAgent.Tests.Fuzz;

/// <summary>The short run; <c>make fuzz</c> is the long one.</summary>
public sealed class FuzzRunTests
{
    private const ulong Seed = 1;
    private const int Inputs = 50_000;

    [Fact]
    public void Every_reader_stands_whatever_it_is_fed_with()
    {
        var report = Run(FuzzTargets.All(), Inputs);

        Assert.Empty(report.Findings.Select(finding => finding.Describe()));
        Assert.Equal(Inputs, report.Inputs);
        Assert.All(report.Targets, target => Assert.InRange(target.Accepted, 1, target.Inputs - 1));
    }

    [Fact]
    public void Every_reader_takes_something_of_its_corpus_as_it_is() =>
        Assert.All(
            FuzzTargets.All(),
            target => Assert.Contains(target.Corpus, input => target.Feed(input, new Dice(Seed)))
        );

    [Fact]
    public void A_bug_is_found_and_found_again_by_its_seed()
    {
        FuzzTarget[] targets = [new Planted(input => Assert.DoesNotContain((byte)'#', input))];

        var report = Run(targets, Inputs);

        var finding = Assert.Single(report.Findings);
        Assert.Equal("planted", finding.Target);
        Assert.Contains((byte)'#', finding.Input);
        var again = Assert.Single(new FuzzRun(targets, finding.Seed, inputs: 1).Run(1, TimeProvider.System).Findings);
        Assert.Equal(finding.Input, again.Input);
        Assert.EndsWith(
            $"again: make fuzz FUZZ_SEED={finding.Seed} FUZZ_INPUTS=1",
            finding.Describe(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_reader_that_needs_too_much_memory_is_found()
    {
        var report = Run([new Planted(_ => _ = new byte[0x400000])], inputs: 10);
        Assert.EndsWith("bytes of memory were used", Assert.Single(report.Findings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_does_not_come_back_is_seen()
    {
        using var begun = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var target = new Planted(_ =>
        {
            begun.Set();
            released.Wait();
        });
        var run = new FuzzRun([target], Seed, inputs: 1);
        Assert.Null(run.OverdueSeed(TimeSpan.Zero, TimeProvider.System));

        var running = Task.Run(() => run.Run(1, TimeProvider.System), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);

        Assert.Equal(Seed, run.OverdueSeed(TimeSpan.FromTicks(-1), TimeProvider.System));
        Assert.Null(run.OverdueSeed(TimeSpan.FromHours(1), TimeProvider.System));
        released.Set();
        Assert.Empty((await running).Findings);
        Assert.Null(run.OverdueSeed(TimeSpan.FromTicks(-1), TimeProvider.System));
    }

    private static FuzzReport Run(IReadOnlyList<FuzzTarget> targets, long inputs) =>
        new FuzzRun(targets, Seed, inputs).Run(threads: 2, TimeProvider.System);

    private sealed class Planted(Action<byte[]> read) : FuzzTarget("planted")
    {
        public override IReadOnlyList<byte[]> Corpus { get; } = [Encoding.ASCII.GetBytes("a = b\n")];

        public override Gen<byte[]> Shapes { get; } = Gen.Constant(Encoding.ASCII.GetBytes("a = b\n"));

        public override bool Feed(byte[] input, Dice dice)
        {
            read(input);
            return true;
        }
    }
}
