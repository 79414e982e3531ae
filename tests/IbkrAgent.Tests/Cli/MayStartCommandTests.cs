using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Controllers;
using IbkrAgent.Daemon;
using IbkrAgent.Gateway;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Cli;

public sealed class MayStartCommandTests : IDisposable
{
    private readonly TestTerminal _terminal = new();
    private GatewayHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_complete_host_without_a_memory_may_start()
    {
        Assert.Equal(ExitCode.Ok, Ask());
        Assert.Empty(_terminal.Error);
    }

    [Theory]
    [InlineData("etc/ibkr/agent.ini", "agent.ini")]
    [InlineData("etc/ibkr/config.ini", "config.ini")]
    [InlineData("etc/ibkr/credentials.env", "credentials.env")]
    [InlineData("opt/ibc/version", "unpack IBC")]
    [InlineData("opt/ibc/scripts/ibcstart.sh", "unpack IBC")]
    [InlineData("opt/ibgateway/10.45.1j/ibgateway.vmoptions", "install this version")]
    public void A_missing_file_is_named(string file, string named)
    {
        File.Delete(_host.At(file));

        Refused(StartGateText.NotConfigured, named);
    }

    [Fact]
    public void Credentials_that_are_not_filled_in_are_named()
    {
        _host.Write("etc/ibkr/credentials.env", "IBKR_USERNAME=\nIBKR_PASSWORD=\n");

        Refused(StartGateText.NotConfigured, "IBKR_USERNAME is empty");
    }

    [Fact]
    public void Of_several_Gateways_one_has_to_be_named()
    {
        _host.InstallGateway("10.50.1d");

        Refused(StartGateText.NotConfigured, "set gateway_version in");
    }

    [Fact]
    public void A_latch_refuses_with_the_remedy()
    {
        Latch();

        Refused(StartGateText.Refused, "ibkr-agent ack");
    }

    [Fact]
    public void A_memory_that_cannot_be_used_refuses()
    {
        _host.Write("var/lib/ibkr-agent/main/state.json", "{ this is no JSON");

        Refused(StartGateText.Refused, "ibkr-agent ack");
    }

    [Fact]
    public void The_hands_off_file_turns_a_refusal_into_a_warning()
    {
        Latch();
        _host.Write("etc/ibkr/hands-off", "");

        Assert.Equal(ExitCode.Ok, Ask());
        Assert.StartsWith(StartGateText.HandsOff, _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Observing_turns_a_refusal_into_a_warning_but_needs_a_configuration_all_the_same()
    {
        _host.Dispose();
        _host = new(mode: "observe");
        Latch();
        Assert.Equal(ExitCode.Ok, Ask());

        File.Delete(_host.At("etc/ibkr/credentials.env"));
        Assert.Equal(ExitCode.Failure, Ask());
    }

    [Fact]
    public void A_gateway_without_a_section_may_not_start()
    {
        Refused(StartGateText.NotConfigured, "there is no gateway b: add a section [gateway:b]", "b");
    }

    [Fact]
    public void Each_gateway_has_files_of_its_own()
    {
        AddSection();
        Refused(
            StartGateText.NotConfigured,
            "etc/ibkr/b/config.ini are missing: ibkr-agent add-gateway b makes them",
            "b"
        );

        Directory.CreateDirectory(_host.At("etc/ibkr/b"));
        _host.Write("etc/ibkr/b/config.ini", "CommandServerPort=7463\nOverrideTwsApiPort=4003\n");
        _host.Write("etc/ibkr/b/credentials.env", "IBKR_USERNAME=other\nIBKR_PASSWORD=hunter2\n");
        Assert.Equal(ExitCode.Ok, Ask("b"));
    }

    [Fact]
    public void The_remedy_names_the_gateway()
    {
        AddSection();
        Directory.CreateDirectory(_host.At("etc/ibkr/b"));
        _host.Write("etc/ibkr/b/config.ini", "CommandServerPort=7463\nOverrideTwsApiPort=4003\n");
        _host.Write("etc/ibkr/b/credentials.env", "IBKR_USERNAME=other\nIBKR_PASSWORD=hunter2\n");
        Directory.CreateDirectory(_host.At("var/lib/ibkr-agent/b"));
        _host.Write("var/lib/ibkr-agent/b/state.json", "{ this is no JSON");

        Refused(StartGateText.Refused, "ibkr-agent ack --gateway b", "b");
    }

    [Fact]
    public void A_command_port_that_is_anothers_is_refused_before_a_login_is_made()
    {
        AddSection();
        Directory.CreateDirectory(_host.At("etc/ibkr/b"));
        _host.Write("etc/ibkr/b/config.ini", "CommandServerPort=7462\nOverrideTwsApiPort=4003\n");
        _host.Write("etc/ibkr/b/credentials.env", "IBKR_USERNAME=other\nIBKR_PASSWORD=hunter2\n");

        Refused(StartGateText.NotConfigured, "CommandServerPort in ", "b");
        Assert.Equal(ExitCode.Ok, Ask());
    }

    private void AddSection() =>
        File.AppendAllText(
            _host.Paths.Settings,
            $"[gateway:b]\napi_port = 4003\nibc_path = {_host.At("opt/ibc")}\ngateway_path = {_host.At("opt/ibgateway")}\n"
        );

    private void Latch()
    {
        Directory.CreateDirectory(_host.Paths.StateDirectory(InstanceName.Main));
        var memory = SupervisorMemory.Empty with { Latch = new("three failed logins in a row", Some.Instant) };
        new StateFile(_host.Paths.StateFile(InstanceName.Main)).Write(memory, cursor: null);
    }

    private void Refused(string prefix, string reason, string gateway = "main")
    {
        Assert.Equal(ExitCode.Failure, Ask(gateway));

        var line = _terminal.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith(prefix, line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    private ExitCode Ask(string gateway = "main")
    {
        Assert.True(InstanceName.TryParse(gateway, out var name));
        return MayStartCommand.Run(
            new(name),
            _terminal.Terminal,
            _host.Paths,
            new IbcController(),
            TimeProvider.System
        );
    }
}
