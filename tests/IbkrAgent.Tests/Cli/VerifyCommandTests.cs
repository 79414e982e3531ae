using System.Text.Json;
using System.Text.RegularExpressions;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;
using IbkrAgent.Tests.Verification;
using IbkrAgent.Verification;

namespace IbkrAgent.Tests.Cli;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly TestTerminal _terminal = new();

    public VerifyCommandTests()
    {
        _root.Write(
            "usr/share/ibkr-agent/nyse.calendar",
            File.ReadAllText(Repository.PathOf("packaging/nyse.calendar"))
        );
        _root.Write("etc/ibkr/agent.ini", "[gateway:main]\n[gateway:live]\ntrading_mode = live\n");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task What_is_well_comes_first_and_the_rest_with_its_remedy()
    {
        var broken = SoundHost
            .Facts.WithController("BindAddress=\nControlFrom=192.0.2.7")
            .WithTimer("ActiveState", "inactive");

        Assert.Equal(2, await RunAsync(new(null, List: false, Json: false, Drill: null), broken));

        Golden.Check(_terminal.Out, "verify-broken");
    }

    [Fact]
    public async Task On_a_terminal_the_grades_have_colours_and_the_text_is_the_same()
    {
        var broken = SoundHost
            .Facts.WithController("BindAddress=\nControlFrom=192.0.2.7")
            .WithTimer("ActiveState", "inactive");
        var coloured = new TestTerminal(isColoured: true);

        await RunAsync(new(null, List: false, Json: false, Drill: null), broken);
        await RunAsync(new(null, List: false, Json: false, Drill: null), broken, coloured);

        Assert.Contains("\n\e[31mFAIL\e[39m ", coloured.Out, StringComparison.Ordinal);
        Assert.Contains("\n\e[33mWARN\e[39m ", coloured.Out, StringComparison.Ordinal);
        Assert.StartsWith("\e[32mPASS\e[39m ", coloured.Out, StringComparison.Ordinal);
        Assert.Equal(
            _terminal.Out,
            Regex.Replace(coloured.Out, "\e\\[3[1239]m", "", RegexOptions.None, TimeSpan.FromSeconds(1))
        );
    }

    [Theory]
    [InlineData("yes", 0)]
    [InlineData("no", 1)]
    public async Task The_status_is_the_worst_grade(string enabled, int expected)
    {
        var host = enabled == "yes" ? SoundHost.Facts : SoundHost.Facts.WithTimer("UnitFileState", "disabled");

        Assert.Equal(expected, await RunAsync(new(null, List: false, Json: false, Drill: null), host));
    }

    [Fact]
    public async Task The_document_has_every_rule_with_its_grade()
    {
        await RunAsync(new(null, List: false, Json: true, Drill: null), SoundHost.Facts.WithController("BindAddress="));

        var document = JsonDocument.Parse(_terminal.Out).RootElement;
        Assert.Equal("Fail", document.GetProperty("grade").GetString());
        var rules = document.GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(RuleBook.All.Count, rules.Count);
        var broken = rules.Single(rule => rule.GetProperty("grade").GetString() != "Pass");
        Assert.Equal("command-address", broken.GetProperty("id").GetString());
        Assert.Equal("main", broken.GetProperty("gateway").GetString());
        Assert.Equal(
            "set BindAddress=127.0.0.1 in /etc/ibkr/config.ini",
            broken.GetProperty("complaints")[0].GetProperty("remedy").GetString()
        );
    }

    [Fact]
    public async Task The_list_looks_at_nothing()
    {
        Assert.Equal(0, await RunAsync(new(null, List: true, Json: false, Drill: null), host: null));

        Golden.Check(_terminal.Out, "verify-list");
    }

    [Theory]
    [InlineData(null, new[] { "main", "live" })]
    [InlineData("live", new[] { "live" })]
    public async Task Only_the_gateways_that_are_meant_are_looked_at(string? gateway, string[] expected)
    {
        IReadOnlyList<GatewaySettings> asked = [];

        await VerifyCommand.RunAsync(
            new(gateway is null ? null : Named(gateway), List: false, Json: false, Drill: null),
            _terminal.Terminal,
            new HostPaths(_root.Path),
            (_, wanted, _) =>
            {
                asked = wanted;
                return Task.FromResult(SoundHost.Facts);
            },
            NoDrill,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, asked.Select(settings => settings.Name.ToString()));
    }

    [Theory]
    [InlineData("--list --json", "--list, --json and --live-drill are three things: take one")]
    [InlineData("--live-drill --json", "--list, --json and --live-drill are three things: take one")]
    [InlineData("--report drill.md", "--report is for --live-drill")]
    public async Task Options_that_do_not_belong_together_are_refused(string options, string problem)
    {
        var command = CommandLine.Root(
            "",
            VerifyCommand.Create((_, _) => throw new InvalidOperationException("it ran"))
        );

        Assert.Equal(64, await CommandLine.InvokeAsync(command, ["verify", .. options.Split(' ')], _terminal.Terminal));
        Assert.Contains(problem, _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_named()
    {
        Assert.Equal(64, await RunAsync(new(Named("nobody"), List: false, Json: false, Drill: null), host: null));
        Assert.Contains("there is no gateway nobody", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_are_named_before_anything_is_looked_at()
    {
        _root.Write("etc/ibkr/agent.ini", "[gateway:main]\nmode = maybe\n");

        Assert.Equal(78, await RunAsync(new(null, List: false, Json: false, Drill: null), host: null));
        Assert.Contains("mode", _terminal.Error, StringComparison.Ordinal);
    }

    private static Task<int> NoDrill(
        VerifyCommand.DrillWish wish,
        AgentSettings settings,
        IReadOnlyList<GatewaySettings> wanted,
        CancellationToken cancellationToken
    ) => throw new InvalidOperationException("it drilled");

    private static InstanceName Named(string text) =>
        InstanceName.TryParse(text, out var name) ? name : throw new ArgumentException(text, nameof(text));

    /// <param name="host">null: nobody may look.</param>
    private Task<int> RunAsync(VerifyCommand.Arguments arguments, HostFacts? host, TestTerminal? terminal = null) =>
        VerifyCommand.RunAsync(
            arguments,
            (terminal ?? _terminal).Terminal,
            new HostPaths(_root.Path),
            (_, _, _) => Task.FromResult(host ?? throw new InvalidOperationException("it looked")),
            NoDrill,
            TestContext.Current.CancellationToken
        );
}
