using System.Text.Json;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class SettingsCommandTests : IDisposable
{
    private const string Secret = "hunter2-hunter2";

    private readonly TemporaryDirectory _root = new();
    private readonly TestTerminal _terminal = new();

    public SettingsCommandTests()
    {
        _root.Write(
            "usr/share/ibkr-agent/nyse.calendar",
            File.ReadAllText(Repository.PathOf("packaging/nyse.calendar"))
        );
        Write(
            """
            [gateway:main]
            mode = act
            trading_mode = live
            restarts_per_hour = 6
            memory_warning =

            [gateway:paper]
            api_port = 4102
            """
        );
        _root.Write("etc/ibkr/credentials.env", $"IBKR_USERNAME={Secret}\nIBKR_PASSWORD=\n");
        _root.Write("etc/ibkr/alerts.env", $"DISCORD_WEBHOOK_URL='https://{Secret}");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Each_key_has_its_value_and_where_it_comes_from()
    {
        Assert.Equal(ExitCode.Ok, Run());

        Golden.Check(Shown, "settings");
        Assert.Contains(
            "gateway:main: restarts_per_hour: 6 is above the default of 5",
            _terminal.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_as_it_was_shipped_can_be_left_out()
    {
        Assert.Equal(ExitCode.Ok, Run(changed: true));

        Golden.Check(Shown, "settings-changed");
    }

    [Fact]
    public void One_gateway_can_be_asked_for()
    {
        Assert.Equal(ExitCode.Ok, Run(gateway: "paper"));

        Assert.Contains("[gateway:paper]", _terminal.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("[gateway:main]", _terminal.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("alerts", _terminal.Out, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Usage, Run(gateway: "other"));
        Assert.Contains("there is no gateway other", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_has_all_keys_and_no_secret()
    {
        Assert.Equal(ExitCode.Ok, Run(json: true));

        using var document = JsonDocument.Parse(_terminal.Out);
        var main = document.RootElement.GetProperty("sections")[1].GetProperty("settings").EnumerateArray().ToList();
        Assert.Equal(
            GatewayKeys.All.Select(key => key.Name),
            main.Select(setting => setting.GetProperty("key").GetString())
        );
        var port = main.Single(setting => setting.GetProperty("key").GetString() == "api_port");
        Assert.Equal("4001", port.GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.Null, port.GetProperty("line").ValueKind);
        Assert.DoesNotContain(Secret, _terminal.Out + _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_is_checked_before_it_counts()
    {
        var file = _root.Write("new.ini", "[gateway:main]\nmode = watch\nno_such_key = 1\n");

        Assert.Equal(ExitCode.Configuration, Run(config: file));

        Assert.Equal("", _terminal.Out);
        Assert.Contains("no_such_key: unknown key on line 3", _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("'watch' is not one of: act, observe", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_file_changes_nothing()
    {
        Write(File.ReadAllText(Repository.PathOf("etc-ibkr/agent.ini")));

        Assert.Equal(ExitCode.Ok, Run(changed: true));

        Assert.Equal("", _terminal.Error);
        Assert.Contains("[gateway:main]\neverything at its default\n", _terminal.Out, StringComparison.Ordinal);
    }

    /// <summary>With paths as on a host.</summary>
    private string Shown => _terminal.Out.Replace(_root.Path, "", StringComparison.Ordinal);

    private void Write(string settings) => _root.Write("etc/ibkr/agent.ini", settings);

    private ExitCode Run(string? gateway = null, string? config = null, bool changed = false, bool json = false)
    {
        var name = InstanceName.TryParse(gateway, out var parsed) ? parsed : null;
        return SettingsCommand.Run(new(config, name, changed, json), _terminal.Terminal, new HostPaths(_root.Path));
    }
}
