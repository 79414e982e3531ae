using IbkrAgent.Controllers;
using IbkrAgent.Gateway;
using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Controllers;

public sealed class IbcControllerTests
{
    private static readonly IbcController Ibc = new();

    [Theory]
    [InlineData("3.24", true)]
    [InlineData("3.24.1", true)]
    [InlineData("4.0", true)]
    [InlineData("3.23.0", false)]
    [InlineData(null, false)]
    public void PAUSE_is_known_from_3_24_on(string? version, bool known)
    {
        var parsed = version is null ? null : Version.Parse(version);

        Assert.Equal(known, Ibc.Commands.Pause?.IsKnownTo(parsed));
        Assert.Equal(version is not null, Ibc.Commands.Stop.IsKnownTo(parsed));
    }

    [Fact]
    public void Before_the_login_is_complete_only_STOP_is_safe()
    {
        ControllerCommand?[] others = [Ibc.Commands.Pause, Ibc.Commands.Restart];

        foreach (var stage in Enum.GetValues<LoginStage>())
        {
            var isComplete = stage is LoginStage.Completed or LoginStage.Configured;
            Assert.True(Ibc.Commands.Stop.IsSafeIn(stage));
            Assert.All(others, command => Assert.Equal(isComplete, command?.IsSafeIn(stage)));
        }
    }

    [Fact]
    public void The_unit_finds_every_variable_that_it_launches_with()
    {
        var unit = File.ReadAllText(Repository.PathOf("systemd/ibkr-gateway.service"));
        var launch = Ibc.Launch(Some.Settings.Program, "10.45.1j", TradingMode.Paper);

        Assert.All(
            launch.Values.Where(entry => entry.Key != "TZ"),
            entry => Assert.Matches($@"\${{{entry.Key}}}|\${entry.Key}\b", unit)
        );
        Assert.Contains($"/{Ibc.StartScript} ", unit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CommandServerPort=7462\n", 7462)]
    [InlineData("CommandServerPort=1\nCommandServerPort=7463\n", 7463)]
    [InlineData("CommandServerPort=0\n", null)]
    [InlineData("CommandServerPort=65536\n", null)]
    [InlineData("# CommandServerPort=7462\n", null)]
    [InlineData("", null)]
    public void The_last_command_port_of_the_settings_counts(string settings, int? port) =>
        Assert.Equal(port, Ibc.FindCommandPort(settings));
}
