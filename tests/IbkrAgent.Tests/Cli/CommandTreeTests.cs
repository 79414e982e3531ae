using System.CommandLine;
using IbkrAgent.Cli;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

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
    public async Task Every_command_has_its_help()
    {
        using var output = new StringWriter { NewLine = "\n" };
        foreach (var command in Tree(Root))
        {
            string[] arguments = [.. PathTo(command), "--help"];
            await output.WriteLineAsync($"$ ibkr-agent {string.Join(' ', arguments)}");
            Assert.Equal(0, await CommandLine.InvokeAsync(Root, arguments, new(output, TextWriter.Null)));
        }

        var text = output.ToString();
        Golden.Check(text, "help");
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
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
