using System.CommandLine;
using IbkrAgent.Cli;
using IbkrAgent.Settings;

namespace IbkrAgent.Tests.Cli;

/// <summary>Walks the real tree.</summary>
public sealed class CommandTreeTests
{
    private static readonly Terminal Nowhere = new(TextWriter.Null, TextWriter.Null);
    private static readonly Command Root = Program.Tree(Nowhere, HostPaths.Default);

    [Fact]
    public void Everything_that_can_be_typed_is_described()
    {
        var symbols = Tree(Root)
            .SelectMany(c =>
                new Symbol[] { c }
                    .Concat(c.Options)
                    .Concat(c.Arguments)
            );

        Assert.All(symbols, symbol => Assert.False(string.IsNullOrEmpty(symbol.Description), symbol.Name));
    }

    [Fact]
    public async Task Help_works_for_every_command()
    {
        foreach (var command in Tree(Root))
        {
            using var output = new StringWriter();
            var terminal = new Terminal(output, TextWriter.Null);

            var status = await CommandLine.InvokeAsync(Root, [.. PathTo(command), "--help"], terminal);

            Assert.Equal(0, status);
            Assert.Contains(command.Description!, output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_command_is_64()
    {
        Assert.Equal(64, await CommandLine.InvokeAsync(Root, ["launch"], Nowhere));
    }

    private static string[] PathTo(Command command) =>
        command == Root ? [] : [.. PathTo(command.Parents.OfType<Command>().Single()), command.Name];

    private static IEnumerable<Command> Tree(Command command) => command.Subcommands.SelectMany(Tree).Prepend(command);
}
