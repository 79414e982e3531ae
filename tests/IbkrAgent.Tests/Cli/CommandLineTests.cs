using System.CommandLine;
using IbkrAgent.Cli;

namespace IbkrAgent.Tests.Cli;

/// <summary>Drives the edge with a tree of its own: one command, one gate.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("unknown command", "launch")]
    [InlineData("unknown option", "greet", "--loud")]
    [InlineData("option without its value", "greet", "--gateway")]
    [InlineData("argument too many", "greet", "twice")]
    [InlineData("no command")]
    public async Task Wrong_usage_is_64_with_a_message_and_a_hint(string what, params string[] arguments)
    {
        var status = await InvokeAsync(arguments);

        Assert.True(status == 64, $"{what}: {status}");
        Assert.Empty(_out.ToString());
        Assert.All(Lines(_error), line => Assert.StartsWith("ibkr-agent: ", line, StringComparison.Ordinal));
        Assert.EndsWith("--help' shows the usage", Lines(_error)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("Main")]
    [InlineData("a1234567890123456")]
    public async Task What_can_be_no_gateways_name_is_wrong_usage(string name)
    {
        var status = await InvokeAsync("greet", "--gateway", name);

        Assert.Equal(64, status);
        Assert.Equal($"ibkr-agent: '{name}' is not a gateway's name (1 to 16 of a-z and 0-9)", Lines(_error)[0]);
    }

    [Fact]
    public async Task Without_an_option_no_gateway_is_named()
    {
        var status = await InvokeAsync("greet");

        Assert.Equal(0, status);
        Assert.Equal(["hello , /etc/ibkr/agent.ini"], Lines(_out));
    }

    [Fact]
    public async Task The_version_is_the_one_of_the_build()
    {
        var status = await InvokeAsync("--version");

        Assert.Equal(0, status);
        Assert.Equal([$"ibkr-agent {typeof(CommandLine).Assembly.GetName().Version!.ToString(3)}"], Lines(_out));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("greet", "--help")]
    [InlineData("gate", "--help")]
    public async Task Help_goes_to_the_output_even_where_an_argument_is_missing(params string[] arguments)
    {
        var status = await InvokeAsync(arguments);

        Assert.Equal(0, status);
        Assert.Contains("Usage:", _out.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task An_exception_becomes_one_line_with_all_layers_and_status_1()
    {
        var status = await InvokeAsync("fail");

        Assert.Equal(1, status);
        Assert.Equal(["ibkr-agent: reading the state: not JSON: line 3"], Lines(_error));
    }

    [Theory]
    [InlineData("wrong usage", "gate", "--loud")]
    [InlineData("an exception", "gate", "main")]
    public async Task What_a_gate_did_not_expect_is_255_so_that_systemd_does_not_skip_in_silence(
        string what,
        params string[] arguments
    )
    {
        var status = await InvokeAsync(arguments);

        Assert.True(status == 255, $"{what}: {status}");
    }

    [Fact]
    public async Task An_argument_with_an_at_sign_is_no_file_of_arguments()
    {
        var status = await InvokeAsync("greet", "--config", "@/etc/hostname");

        Assert.Equal(0, status);
        Assert.Equal(["hello , @/etc/hostname"], Lines(_out));
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    private Task<int> InvokeAsync(params string[] arguments)
    {
        var terminal = new Terminal(_out, _error);
        var root = CommandLine.Root("A tree", Greet(terminal), Fail(), Gate());
        return CommandLine.InvokeAsync(root, arguments, terminal);
    }

    private static Command Greet(Terminal terminal)
    {
        var gateway = CommonOptions.Gateway();
        var config = CommonOptions.Config();
        var command = new Command("greet", "Says hello") { gateway, config };
        command.SetAction(parsed =>
        {
            terminal.Out.WriteLine($"hello {parsed.GetValue(gateway)}, {parsed.GetRequiredValue(config)}");
            return 0;
        });
        return command;
    }

    private static Command Fail()
    {
        var command = new Command("fail", "Fails");
        command.SetAction(FailWithCause);
        return command;
    }

    private static GateCommand Gate()
    {
        var name = CommonOptions.Name();
        var gate = new GateCommand("gate", "Fails as a gate") { name };
        gate.SetAction(FailWithCause);
        return gate;
    }

    private static int FailWithCause(ParseResult parsed) =>
        throw new InvalidOperationException("reading the state", new FormatException("not JSON:\nline 3"));

    private static string[] Lines(StringWriter writer) =>
        writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
