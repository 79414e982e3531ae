using IbkrAgent.Cli;
using IbkrAgent.Dependents;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class ConfigureDependentsCommandTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly TestTerminal _terminal = new();
    private readonly HostPaths _paths;

    public ConfigureDependentsCommandTests()
    {
        _paths = new(_root.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(_paths.DependentsRule)!);
        _root.Write(
            "usr/share/ibkr-agent/nyse.calendar",
            File.ReadAllText(Repository.PathOf("packaging/nyse.calendar"))
        );
        Configure("bot.service, api.service");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_rule_is_written_for_all_to_read_and_the_next_step_is_named()
    {
        Assert.Equal(ExitCode.Ok, Run());

        Assert.Equal(PolkitRule.For(["bot.service", "api.service"]), File.ReadAllText(_paths.DependentsRule));
        Assert.Equal("rw-r--r--", Mode(_paths.DependentsRule));
        Assert.Contains("may restart and stop bot.service, api.service", _terminal.Out, StringComparison.Ordinal);
        Assert.Contains("ibkr-agent reload", _terminal.Out, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_paths.DependentsRule)!));
    }

    [Fact]
    public void The_rule_comes_before_the_shipped_one_that_refuses_all_else()
    {
        var shipped = Directory.GetFiles(Repository.PathOf("packaging/polkit"), "*.rules").Select(Path.GetFileName);

        Assert.All(
            shipped,
            name => Assert.True(string.CompareOrdinal(Path.GetFileName(_paths.DependentsRule), name) < 0)
        );
    }

    [Fact]
    public void An_older_rule_is_kept_beside_it_where_polkit_does_not_read_it()
    {
        Run();
        var first = File.ReadAllText(_paths.DependentsRule);
        Configure("bot.service");

        Assert.Equal(ExitCode.Ok, Run());

        var kept = Assert.Single(Backups());
        Assert.Equal(first, File.ReadAllText(kept));
        Assert.False(kept.EndsWith(".rules", StringComparison.Ordinal));
        Assert.DoesNotContain("api.service", File.ReadAllText(_paths.DependentsRule), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_as_it_should_be_is_not_written_again()
    {
        Run();
        var written = File.GetLastWriteTimeUtc(_paths.DependentsRule);

        Assert.Equal(ExitCode.Ok, Run());

        Assert.Equal(written, File.GetLastWriteTimeUtc(_paths.DependentsRule));
        Assert.Empty(Backups());
    }

    [Fact]
    public void Without_dependents_the_rule_goes()
    {
        Run();
        Configure("");

        Assert.Equal(ExitCode.Ok, Run());
        Assert.Equal(ExitCode.Ok, Run());

        Assert.False(File.Exists(_paths.DependentsRule));
        Assert.Single(Backups());
    }

    [Fact]
    public void A_dry_run_prints_and_writes_nothing()
    {
        Assert.Equal(ExitCode.Ok, Run(dryRun: true, isRoot: false));

        Assert.Equal(PolkitRule.For(["bot.service", "api.service"]), _terminal.Out);
        Assert.False(File.Exists(_paths.DependentsRule));
    }

    [Fact]
    public void Who_is_not_root_is_told_what_to_do()
    {
        Assert.Equal(ExitCode.NotPermitted, Run(isRoot: false));

        Assert.Contains("sudo ibkr-agent configure dependents", _terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_paths.DependentsRule));
    }

    [Fact]
    public void Wrong_settings_lead_to_no_rule()
    {
        Configure("bot.service, ssh.service");

        Assert.Equal(ExitCode.Configuration, Run());

        Assert.Contains("'ssh.service' is the host's own", _terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_paths.DependentsRule));
    }

    [Fact]
    public void Without_polkit_it_says_so()
    {
        Directory.Delete(Path.GetDirectoryName(_paths.DependentsRule)!);

        Assert.Equal(ExitCode.Failure, Run());

        Assert.Contains("install polkitd", _terminal.Error, StringComparison.Ordinal);
    }

    private ExitCode Run(bool dryRun = false, bool isRoot = true) =>
        ConfigureDependentsCommand.Run(new(dryRun), _terminal.Terminal, _paths, isRoot, TimeProvider.System);

    private string[] Backups() => Directory.GetFiles(Path.GetDirectoryName(_paths.DependentsRule)!, "*.bak");

    private void Configure(string dependents) =>
        _root.Write("etc/ibkr/agent.ini", $"[gateway:main]\ndependents = {dependents}\n");

    private static string Mode(string path) =>
        string.Concat("rwxrwxrwx".Select((c, i) => ((int)File.GetUnixFileMode(path) & (256 >> i)) != 0 ? c : '-'));
}
