using FsCheck;
using FsCheck.Fluent;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Controller;
using IbkrAgent.Tests.Support;
using static IbkrAgent.Gateway.GatewaySignal;

namespace IbkrAgent.Tests.Controllers;

public sealed class IbcLogTests
{
    private const string Stamp = IbcLogLines.Stamp;
    private static readonly IbcController Ibc = new();

    [Theory]
    [MemberData(nameof(IbcLogLines.Texts), MemberType = typeof(IbcLogLines))]
    public void A_text_of_IBC_means_what_it_says(string text, GatewaySignal signal, string detail)
    {
        var expected = new ControllerLine(signal, detail == "*" ? text : detail);

        Assert.Equal(expected, Ibc.ReadLog(Stamp + text));
        Assert.Equal(expected, Ibc.ReadLog(Stamp + text + "\r"));
    }

    [Theory]
    [MemberData(nameof(IbcLogLines.Texts), MemberType = typeof(IbcLogLines))]
    public void Capitals_make_no_difference(string text, GatewaySignal signal, string _)
    {
        Assert.Equal(signal, Ibc.ReadLog(Stamp + char.ToUpperInvariant(text[0]) + text[1..])?.Signal);
        Assert.Equal(signal, Ibc.ReadLog(Stamp + text.ToUpperInvariant())?.Signal);
    }

    [Theory]
    [MemberData(nameof(IbcLogLines.ScriptLines), MemberType = typeof(IbcLogLines))]
    public void A_line_of_the_script_means_what_it_says(string line, GatewaySignal signal, string detail) =>
        Assert.Equal(new ControllerLine(signal, detail), Ibc.ReadLog(line));

    [Theory]
    [MemberData(nameof(IbcLogLines.Nothing), MemberType = typeof(IbcLogLines))]
    public void A_text_that_is_no_news_means_nothing(string text) => Assert.Null(Ibc.ReadLog(Stamp + text));

    [Theory]
    [MemberData(nameof(IbcLogLines.Lookalikes), MemberType = typeof(IbcLogLines))]
    public void A_line_of_another_shape_is_not_believed(string line) => Assert.Null(Ibc.ReadLog(line));

    [Fact]
    public void Every_signal_comes_from_some_line()
    {
        var seen = IbcLogLines.Texts.Concat(IbcLogLines.ScriptLines).Select(row => row.Data.Item2).ToHashSet();

        Assert.Empty(Enum.GetValues<GatewaySignal>().Except(seen));
    }

    [Fact]
    public void Every_signal_is_in_the_document()
    {
        var document = File.ReadAllText(Repository.PathOf("docs/controller.md"));

        Assert.All(Enum.GetNames<GatewaySignal>(), signal => Assert.Contains($"\n| `{signal}` | ", document));
    }

    [Fact]
    public void The_stand_in_writes_lines_of_this_shape()
    {
        using var output = new StringWriter();
        var log = new ControllerLog(output, TimeProvider.System);
        log.Write("Login has completed");
        log.Window("dialog", "Gateway");
        log.WriteFatal((ControllerExitCode)1101, "could not login");

        var lines = output.ToString().Split('\n').Select(line => Ibc.ReadLog(line)).OfType<ControllerLine>();
        Assert.Equal([new(LoginCompleted), new(UnknownDialog, "Gateway"), new(ControllerFailed, "1101")], lines);
    }

    [Fact]
    public void A_dialog_cannot_tell_a_novel() =>
        Assert.Equal(
            200,
            Ibc.ReadLog($"{Stamp}detected dialog entitled: {new string('x', 5000)}; event=Opened")?.Detail.Length
        );

    [Fact]
    public void Lines_without_a_meaning_allocate_nothing()
    {
        string[] lines =
        [
            .. IbcLogLines.Nothing.Select(row => Stamp + row.Data),
            .. IbcLogLines.Lookalikes.Select(row => row.Data),
        ];

        Assert.DoesNotContain(lines, line => AllocatedBy(line) > 0);
    }

    [Fact]
    public void No_text_throws_and_no_text_without_a_meaning_allocates() =>
        Prop.ForAll(
                AnyLine,
                line =>
                {
                    var meaning = Ibc.ReadLog(line);
                    return meaning is { Signal: var signal } ? Enum.IsDefined(signal) : AllocatedBy(line) == 0;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>Random text, alone, after a stamp, and in the place of a part of a real line.</summary>
    private static Arbitrary<string> AnyLine =>
        (
            from text in ArbMap.Default.GeneratorFor<NonNull<string>>()
            from real in Gen.Elements(IbcLogLines.Texts.Select(row => row.Data.Item1).ToArray())
            from at in Gen.Choose(0, 60)
            from shape in Gen.Choose(0, 3)
            select shape switch
            {
                0 => text.Get,
                1 => Stamp + text.Get,
                2 => Stamp + real[..Math.Min(at, real.Length)] + text.Get,
                _ => (Stamp + real)[Math.Min(at, Stamp.Length)..] + text.Get,
            }
        ).ToArbitrary();

    /// <summary>The least of some rounds: the runtime itself may allocate in one of them.</summary>
    private static long AllocatedBy(params string[] lines)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var line in lines)
                Ibc.ReadLog(line);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
