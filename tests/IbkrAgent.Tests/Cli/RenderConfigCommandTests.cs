using System.Text.RegularExpressions;
using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Orders;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class RenderConfigCommandTests : IDisposable
{
    private const string Run = "0123456789abcdef0123456789abcdef";

    private readonly GatewayHost _host = new();
    private readonly TestTerminal _terminal = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("hunter2")]
    [InlineData("with blank inside")]
    [InlineData("#a=b:c!")]
    [InlineData("qu\"o'te")]
    [InlineData("back\\slash\\")]
    [InlineData("\u00fc\u20ac\U0001F511")]
    public void Any_password_reaches_the_controller_as_it_is(string password)
    {
        _host.Write(
            "etc/ibkr/credentials.env",
            "IBKR_USERNAME=me\n" + EnvironmentFileText.Write("IBKR_PASSWORD", password)
        );

        Assert.Equal(ExitCode.Ok, Render());

        var lines = PropertiesText.Read(Rendered);
        Assert.Equal(password, PropertiesText.Find(lines, "IbPassword"));
        Assert.Single(lines, line => line.Key == "IbPassword");
        Assert.Equal("me", PropertiesText.Find(lines, "IbLoginId"));
        Assert.Equal("paper", PropertiesText.Find(lines, "TradingMode"));
        Assert.StartsWith("# mine\nCommandServerPort=7462\n", Rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("edemo", Rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_launch_environment_may_be_read_by_others()
    {
        Assert.Equal(ExitCode.Ok, Render());
        Assert.Equal(ExitCode.Ok, Render());

        Assert.Equal(
            UnixFileMode.UserRead,
            File.GetUnixFileMode(_host.Paths.RenderedControllerSettings(InstanceName.Main))
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            File.GetUnixFileMode(_host.Paths.LaunchEnvironment(InstanceName.Main))
        );
        Assert.Equal(2, Directory.GetFiles(_host.Paths.RuntimeDirectory(InstanceName.Main)).Length);
    }

    [Fact]
    public void The_launch_environment_names_what_the_unit_launches()
    {
        Assert.Equal(ExitCode.Ok, Render());

        var values = EnvironmentFileText.Read(File.ReadAllText(_host.Paths.LaunchEnvironment(InstanceName.Main)));
        Assert.Equal(_host.At("opt/ibc"), values["IBKR_IBC_PATH"]);
        Assert.Equal(_host.At("opt"), values["IBKR_TWS_PATH"]);
        Assert.Equal("10.45.1j", values["IBKR_GATEWAY_VERSION"]);
        Assert.Equal("paper", values["IBKR_TRADING_MODE"]);
        Assert.Equal("", values["IBKR_JAVA_OPTION"]);
        Assert.Equal("America/New_York", values["TZ"]);
        Assert.Equal("5900", values["IBKR_VNC_PORT"]);
    }

    [Fact]
    public void A_link_in_the_place_of_the_result_is_replaced_and_not_followed()
    {
        var victim = _host.Write("etc/victim", "untouched");
        File.CreateSymbolicLink(_host.Paths.RenderedControllerSettings(InstanceName.Main), victim);

        Assert.Equal(ExitCode.Ok, Render());

        Assert.Equal("untouched", File.ReadAllText(victim));
        Assert.Contains("hunter2", Rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_another_file_is_noticed()
    {
        _host.Write("etc/ibkr/credentials.env", "IBKR_USERNAME=me\nIBKR_PASSWORD=hunter2\nTRADING_MODE=live\n");

        Assert.Equal(ExitCode.Ok, Render());

        Assert.Contains("TRADING_MODE has no effect", _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("agent.ini", _terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("live", "AutoRestartTime=\n", "AutoRestartTime=10:30 PM")]
    [InlineData("live", "AutoRestartTime=08:00 PM\n", "AutoRestartTime=08:00 PM")]
    [InlineData("live", "AutoLogoffTime=08:00 PM\n", null)]
    [InlineData("paper", "AutoRestartTime=\n", null)]
    public void The_time_that_keeping_a_login_moves_is_set_back(string mode, string settings, string? line)
    {
        _host.Write("etc/ibkr/config.ini", settings);
        var file = _host.At("etc/ibkr/agent.ini");
        File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), "trading_mode = .*", $"trading_mode = {mode}"));

        Assert.Equal(ExitCode.Ok, Render());

        var named = Rendered
            .Split('\n')
            .LastOrDefault(one => one.StartsWith("AutoRestartTime=", StringComparison.Ordinal));
        Assert.Equal(line, named is "AutoRestartTime=" ? null : named);
    }

    [Theory]
    // What the operator wrote, orders_enabled, the arm file; then what the controller reads, and what is noted.
    [InlineData("", "", false, null, OrdersState.Undecided)]
    [InlineData("ReadOnlyApi=no\n", "", true, "no", OrdersState.Undecided)]
    [InlineData("ReadOnlyApi=yes\n", "", true, "yes", OrdersState.Undecided)]
    [InlineData("ReadOnlyApi=no\n", "false", true, "yes", OrdersState.Disabled)]
    [InlineData("ReadOnlyApi=no\nReadOnlyApi : no\n", "true", false, "yes", OrdersState.NotArmed)]
    [InlineData("ReadOnlyApi=yes\n", "true", true, "no", OrdersState.Armed)]
    public void What_is_decided_of_orders_goes_before_what_the_operator_wrote(
        string written,
        string enabled,
        bool isArmed,
        string? rendered,
        OrdersState noted
    )
    {
        _host.Write("etc/ibkr/config.ini", written);
        File.AppendAllText(_host.Paths.Settings, $"orders_enabled = {enabled}\n");
        if (isArmed)
            _host.Write("etc/ibkr/armed", "");

        Assert.Equal(ExitCode.Ok, Render());

        Assert.Equal(rendered, PropertiesText.Find(PropertiesText.Read(Rendered), "ReadOnlyApi"));
        Assert.Equal(
            new OrdersMark(Run, noted, rendered is null ? null : rendered == "yes"),
            OrdersMark.Read(File.ReadAllText(_host.Paths.OrdersMark(InstanceName.Main)))
        );
        Assert.Equal(
            noted == OrdersState.NotArmed,
            _terminal.Error.Contains("NOT ARMED, so none are taken", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("\" hunter2\"")]
    [InlineData("\"hunter2 \"")]
    [InlineData("\"hunter2\u0007\"")]
    [InlineData("\"hunter2")]
    public void A_password_that_cannot_be_used_is_refused_and_not_shown(string written)
    {
        _host.Write("etc/ibkr/credentials.env", $"IBKR_USERNAME=me\nIBKR_PASSWORD={written}\n");

        Assert.Equal(ExitCode.Configuration, Render());

        Assert.Contains("credentials.env", _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("sudoedit", _terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_host.Paths.RenderedControllerSettings(InstanceName.Main)));
    }

    private string Rendered => File.ReadAllText(_host.Paths.RenderedControllerSettings(InstanceName.Main));

    private ExitCode Render() =>
        RenderConfigCommand.Run(
            new(InstanceName.Main),
            _terminal.Terminal,
            _host.Paths,
            new IbcController(),
            Run,
            owner: null,
            new ManualTime(Some.Instant)
        );
}
