using IbkrAgent.Cli;
using IbkrAgent.Common;
using IbkrAgent.Gateway;
using IbkrAgent.Supervision;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Controllers;

/// <summary>A second controller is one more file: whoever deals with one deals with this one as well.</summary>
public sealed class OtherControllerTests : IDisposable
{
    private const string Unit = "ibkr-gateway.service";

    private readonly OtherController _other = new();
    private readonly GatewayHost _host = new();
    private readonly TestTerminal _terminal = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Its_log_is_read()
    {
        Assert.IsType<SupervisorEvent.ControllerSaid>(MeaningOf("logged in"));
        Assert.Null(MeaningOf("2026-11-20 09:00:00:123 IBC: Login has completed"));

        SupervisorEvent? MeaningOf(string message)
        {
            var fields = new Dictionary<string, string>
            {
                ["_UID"] = "998",
                ["_SYSTEMD_UNIT"] = Unit,
                ["MESSAGE"] = message,
            };
            return JournalMeaning.Of(new("cursor", Some.Instant, fields), _other, Unit, Some.Instant);
        }
    }

    [Fact]
    public void Its_files_are_looked_for_by_its_name()
    {
        Assert.Equal(ExitCode.Configuration, Render());

        Assert.Contains(_host.At("opt/ibc/bin/start"), _terminal.Error, StringComparison.Ordinal);
        Assert.Contains(_host.At("opt/ibc/VERSION"), _terminal.Error, StringComparison.Ordinal);
        Assert.Contains("unpack other", _terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_launched_its_own_way()
    {
        Install();

        Assert.Equal(ExitCode.Ok, Render());

        var settings = File.ReadAllText(_host.Paths.RenderedControllerSettings(InstanceName.Main));
        Assert.EndsWith("\nuser someone\n", settings, StringComparison.Ordinal);
        var launch = EnvironmentFileText.Read(File.ReadAllText(_host.Paths.LaunchEnvironment(InstanceName.Main)));
        Assert.Equal(["IBKR_VNC_PORT", "OTHER_MODE", "OTHER_VERSION"], launch.Keys.Order());
    }

    [Fact]
    public async Task It_is_told_in_its_own_words()
    {
        using var peer = new ScriptedCommandPort((command, answer) => answer(command == "doze" ? "+\n" : "-\n"));
        var port = CommandPort.At(peer.Port, _other, TimeSpan.FromSeconds(20), TimeProvider.System);

        var doze = await port.SendAsync(_other.Commands.Pause!, TestContext.Current.CancellationToken);
        var quit = await port.SendAsync(_other.Commands.Stop, TestContext.Current.CancellationToken);

        Assert.Equal(CommandOutcome.Accepted, doze.Outcome);
        Assert.Equal(CommandOutcome.Rejected, quit.Outcome);
        Assert.Equal(["doze", "quit"], peer.Commands);
    }

    private ExitCode Render() =>
        RenderConfigCommand.Run(
            new(InstanceName.Main),
            _terminal.Terminal,
            _host.Paths,
            _other,
            run: "",
            owner: null,
            TimeProvider.System
        );

    private void Install()
    {
        _host.Write("opt/ibc/VERSION", "2.0\n");
        _host.Write("opt/ibc/bin/start", "");
        File.SetUnixFileMode(_host.At("opt/ibc/bin/start"), (UnixFileMode)0b111_101_101);
    }
}
