using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Configuration;
using IbkrAgent.Controllers;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class ConfigureCommandTests : IDisposable
{
    private const string Password = "hunter2";
    private const string Webhook = "https://discord.example/api/t0ken";

    private static readonly ConfigureCommand.Arguments Nothing = new(null, [], null, null, null, false, false);
    private static readonly ConfigureCommand.Arguments Yes = Nothing with { Yes = true };

    private readonly GatewayHost _host = new();
    private readonly TestTerminal _terminal = new();

    public ConfigureCommandTests()
    {
        _host.Write("etc/ibkr/config.ini", "# mine\nCommandServerPort=7462\nOverrideTwsApiPort=\n");
        _host.Write("etc/ibkr/credentials.env", "# theirs\nIBKR_USERNAME=\nIBKR_PASSWORD=\n");
        _host.Write("etc/ibkr/alerts.env", "DISCORD_WEBHOOK_URL=\nTELEGRAM_BOT_TOKEN=\n");
        _host.Write("usr/share/ibkr-agent/credentials.env", "IBKR_USERNAME=\nIBKR_PASSWORD=\n");
        foreach (var file in new[] { "credentials.env", "alerts.env" })
            File.SetUnixFileMode(At(file), OperatorFile.Secret);
        File.SetUnixFileMode(At("config.ini"), OperatorFile.GroupReads);
        File.SetUnixFileMode(At("agent.ini"), OperatorFile.AllRead);
        Directory.CreateDirectory(Path.GetDirectoryName(_host.Paths.DependentsRule)!);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_script_sets_everything_up_at_once()
    {
        var import = _host.Write("root/login.env", $"IBKR_USERNAME=someone\nIBKR_PASSWORD={Password}\n");
        var alerts = _host.Write("root/alerts.env", $"DISCORD_WEBHOOK_URL={Webhook}\n");

        Assert.Equal(
            ExitCode.Ok,
            Run(
                Yes with
                {
                    Settings = [new("trading_mode", "live"), new("api_port", "4010"), new("dependents", "bot.service")],
                    ImportCredentials = import,
                    ImportAlerts = alerts,
                }
            )
        );

        Assert.Contains("\ntrading_mode = live\n", Read("agent.ini"), StringComparison.Ordinal);
        Assert.Contains("\napi_port = 4010\n", Read("agent.ini"), StringComparison.Ordinal);
        Assert.Equal("# mine\nCommandServerPort=7462\nOverrideTwsApiPort=4010\n", Read("config.ini"));
        Assert.Equal($"# theirs\nIBKR_USERNAME=\"someone\"\nIBKR_PASSWORD=\"{Password}\"\n", Read("credentials.env"));
        Assert.Contains("bot.service", File.ReadAllText(_host.Paths.DependentsRule), StringComparison.Ordinal);
        Assert.Equal(OperatorFile.Secret, File.GetUnixFileMode(At("credentials.env")));
        Assert.Equal(OperatorFile.GroupReads, File.GetUnixFileMode(At("config.ini")));
        Assert.Equal(OperatorFile.AllRead, File.GetUnixFileMode(At("agent.ini")));
        Assert.Equal(4, Backups().Length);
        AssertNoSecret();
    }

    [Fact]
    public void What_is_shown_before_it_is_written()
    {
        var import = _host.Write("root/login.env", $"IBKR_USERNAME=someone\nIBKR_PASSWORD={Password}\n");
        var before = All();

        Assert.Equal(
            ExitCode.Ok,
            Run(
                Nothing with
                {
                    DryRun = true,
                    Settings = [new("trading_mode", "live"), new("severe_after", "90min")],
                    ImportCredentials = import,
                }
            )
        );

        Golden.Check(Screen(), "configure-dry-run");
        Assert.Equal(before, All());
        AssertNoSecret();
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var import = _host.Write("root/login.env", $"IBKR_USERNAME=someone\nIBKR_PASSWORD={Password}\n");
        var wanted = Yes with { Settings = [new("api_port", "4010")], ImportCredentials = import };
        Assert.Equal(ExitCode.Ok, Run(wanted));
        var before = All();

        Assert.Equal(ExitCode.Ok, Run(wanted));
        Assert.Equal(ExitCode.Ok, Run(Yes));
        Assert.Equal(ExitCode.Ok, Run(Nothing, new ScriptedTypist(_terminal, Enumerable.Repeat("", 16))));

        Assert.Equal(before, All());
        Assert.Equal(3, _terminal.Out.Split('\n').Count(line => line == "nothing to change"));
    }

    [Fact]
    public void A_person_is_asked_and_asked_again_and_has_to_agree()
    {
        string[] said =
        [
            "relative",
            "", // directory of IBC
            "", // of the Gateway
            "", // version
            "demo",
            "live",
            "U1234567",
            "4010",
            "observe",
            "", // run window
            "bot.service",
            "someone",
            "someone",
            Password,
            "another",
            Password,
            Password,
            "discord",
            Webhook,
            "", // token
            "", // chat
            "", // webhook
            "", // heartbeat
            "y",
        ];
        var typist = new ScriptedTypist(_terminal, said);

        Assert.Equal(ExitCode.Ok, Run(Nothing, typist));

        Assert.True(typist.HasSaidAll);
        Assert.Contains("\nmode = observe\n", Read("agent.ini"), StringComparison.Ordinal);
        Assert.Contains($"DISCORD_WEBHOOK_URL=\"{Webhook}\"\n", Read("alerts.env"), StringComparison.Ordinal);
        Golden.Check(Screen(), "configure-questions");
        AssertNoSecret();
    }

    [Theory]
    [InlineData("n")]
    [InlineData("")]
    [InlineData(null)]
    public void Who_does_not_agree_changes_nothing(string? last)
    {
        var before = All();
        var said = Enumerable.Repeat("", 3).Append("live").Concat(Enumerable.Repeat("", 12));

        Assert.Equal(
            ExitCode.Failure,
            Run(Nothing, new ScriptedTypist(_terminal, last is null ? said.Take(5) : said.Append(last)))
        );

        Assert.Equal(before, All());
        Assert.EndsWith("nothing was changed\n", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_nothing_is_changed()
    {
        var before = All();

        Assert.Equal(
            ExitCode.Configuration,
            Run(Yes with { Settings = [new("api_port", "many"), new("trading_mode", "demo")] })
        );

        Assert.Contains("api_port: 'many' is not a number", _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("trading_mode: 'demo' is not one of", _terminal.Error, StringComparison.Ordinal);
        Assert.Equal(before, All());
    }

    [Fact]
    public void A_wrong_secret_is_refused_and_not_repeated()
    {
        var before = All();
        var alerts = _host.Write("root/alerts.env", "DISCORD_WEBHOOK_URL=t0ken\nTELEGRAM_BOT_TOKEN=t0ken\n");

        Assert.Equal(ExitCode.Configuration, Run(Yes with { ImportAlerts = alerts }));

        Assert.Contains("DISCORD_WEBHOOK_URL is not an https address", _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("TELEGRAM_BOT_TOKEN is no token", _terminal.Error, StringComparison.Ordinal);
        Assert.Equal(before, All());
        AssertNoSecret();
    }

    [Fact]
    public void Settings_of_before_come_with_their_login()
    {
        var config = _host.Write(
            "root/ibc/config.ini",
            $"IbLoginId=someone\nIbPassword={Password}\nTradingMode=live\nReadOnlyApi=yes\n"
        );

        Assert.Equal(ExitCode.Ok, Run(Yes with { ImportConfig = config }));

        Assert.Contains("trading_mode = live\n", Read("agent.ini"), StringComparison.Ordinal);
        Assert.EndsWith("OverrideTwsApiPort=\nReadOnlyApi=yes\n", Read("config.ini"), StringComparison.Ordinal);
        Assert.Contains($"IBKR_PASSWORD=\"{Password}\"\n", Read("credentials.env"), StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Fact]
    public void A_login_in_config_ini_moves_to_its_place_and_that_is_said()
    {
        _host.Write("etc/ibkr/config.ini", $"IbLoginId=someone\nIbPassword={Password}\nLast=1\n");

        Assert.Equal(ExitCode.Ok, Run(Yes));

        Assert.Equal("Last=1\n", Read("config.ini"));
        Assert.Contains($"IBKR_PASSWORD=\"{Password}\"\n", Read("credentials.env"), StringComparison.Ordinal);
        Assert.Contains("- IbPassword (removed)", _terminal.Out, StringComparison.Ordinal);
        Assert.Contains("a login belongs into", _terminal.Out, StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Fact]
    public void A_further_gateway_is_added_with_files_and_ports_of_its_own()
    {
        Assert.True(InstanceName.TryParse("live", out var live));

        Assert.Equal(ExitCode.Ok, Run(Yes with { Gateway = live, Settings = [new("trading_mode", "live")] }));

        Assert.Contains("\n[gateway:live]\ntrading_mode = live\n", Read("agent.ini"), StringComparison.Ordinal);
        Assert.Equal("# mine\nCommandServerPort=7463\nOverrideTwsApiPort=4001\n", Read("live/config.ini"));
        Assert.Equal("IBKR_USERNAME=\nIBKR_PASSWORD=\n", Read("live/credentials.env"));
        Assert.Contains("still missing: ", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_further_gateway_does_not_get_the_login_that_stands_in_the_settings_of_main()
    {
        Assert.True(InstanceName.TryParse("live", out var live));
        _host.Write("etc/ibkr/config.ini", $"CommandServerPort=7462\nIbLoginId=someone\nIbPassword={Password}\n");

        Assert.Equal(ExitCode.Ok, Run(Yes with { Gateway = live, Settings = [new("trading_mode", "live")] }));

        Assert.Equal("IBKR_USERNAME=\nIBKR_PASSWORD=\n", Read("live/credentials.env"));
        Assert.DoesNotContain(Password, Read("live/config.ini"), StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Fact]
    public void A_secret_that_others_may_read_is_closed()
    {
        File.SetUnixFileMode(At("credentials.env"), OperatorFile.AllRead);

        Assert.Equal(ExitCode.Ok, Run(Yes));

        Assert.Equal(OperatorFile.Secret, File.GetUnixFileMode(At("credentials.env")));
        Assert.Contains("they may not any more", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbolic_link_is_not_replaced_and_nobody_is_asked()
    {
        var typist = new ScriptedTypist(_terminal, "x");
        File.Move(At("agent.ini"), At("mine.ini"));
        File.CreateSymbolicLink(At("agent.ini"), At("mine.ini"));

        Assert.Equal(ExitCode.Configuration, Run(Nothing, typist));

        Assert.False(typist.HasSaidAll);
        Assert.Contains("agent.ini is a symbolic link", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_IBC_lies_elsewhere_it_is_found()
    {
        Directory.Move(_host.At("opt/ibc"), _host.At("opt/IBC"));

        Assert.Equal(ExitCode.Ok, Run(Yes));

        Assert.Contains($"ibc_path = {_host.At("opt/IBC")}\n", Read("agent.ini"), StringComparison.Ordinal);
        Assert.Contains($"found: IBC 3.24.1 in {_host.At("opt/IBC")}", _terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_not_root_is_not_asked_anything()
    {
        var typist = new ScriptedTypist(_terminal, "x");

        Assert.Equal(ExitCode.NotPermitted, Run(Nothing, typist, isRoot: false));

        Assert.False(typist.HasSaidAll);
        Assert.Contains("sudo ibkr-agent configure", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_terminal_somebody_has_to_agree_beforehand()
    {
        Assert.Equal(ExitCode.Usage, Run(Nothing));

        Assert.Contains("--yes writes", _terminal.Error, StringComparison.Ordinal);
    }

    private ExitCode Run(ConfigureCommand.Arguments arguments, ITypist? typist = null, bool isRoot = true) =>
        ConfigureCommand.Run(
            arguments,
            _terminal.Terminal,
            _host.Paths,
            new IbcController(),
            reader: null,
            isRoot,
            typist,
            new ManualTime(new(2026, 12, 1, 5, 14, 5, TimeSpan.Zero))
        );

    private string At(string file) => _host.At($"etc/ibkr/{file}");

    private string Read(string file) => File.ReadAllText(At(file));

    private string[] Backups() => Directory.GetFiles(_host.At("etc"), "*.bak", SearchOption.AllDirectories);

    private Dictionary<string, string> All() =>
        Directory
            .GetFiles(_host.At("etc"), "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, File.ReadAllText);

    private string Screen() => _terminal.Out.Replace(_host.At(""), "", StringComparison.Ordinal);

    private void AssertNoSecret()
    {
        foreach (var secret in new[] { Password, Webhook, "someone", "t0ken" })
        {
            Assert.DoesNotContain(secret, _terminal.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, _terminal.Error, StringComparison.Ordinal);
        }
    }
}
