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

    private void Latch()
    {
        Directory.CreateDirectory(_host.Paths.StateDirectory(InstanceName.Main));
        var memory = SupervisorMemory.Empty with { Latch = new("three failed logins in a row", Some.Instant) };
        new StateFile(_host.Paths.StateFile(InstanceName.Main)).Write(memory, cursor: null);
    }

    private void Refused(string prefix, string reason)
    {
        Assert.Equal(ExitCode.Failure, Ask());

        var line = _terminal.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith(prefix, line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    private ExitCode Ask() =>
        MayStartCommand.Run(
            new(InstanceName.Main),
            _terminal.Terminal,
            _host.Paths,
            new IbcController(),
            TimeProvider.System
        );
}
