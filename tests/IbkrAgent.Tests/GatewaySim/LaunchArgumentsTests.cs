using IbkrAgent.GatewaySim;
using IbkrAgent.GatewaySim.Launch;
using IbkrAgent.GatewaySim.Steering;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.GatewaySim;

public sealed class LaunchArgumentsTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public LaunchArgumentsTests()
    {
        new Installation(_root.Path, "3.24.1", "10.45.1j").Create();
        File.WriteAllText(Below("config.ini"), "");
        Directory.CreateDirectory(Below("settings"));
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_complete_installation_passes() => Arguments().Check(MissingPart.Nothing);

    [Theory]
    [InlineData(MissingPart.Java, ExitStatus.NoJava)]
    [InlineData(MissingPart.Installation, ExitStatus.VersionNotInstalled)]
    [InlineData(MissingPart.Settings, ExitStatus.PathMissing)]
    [InlineData(MissingPart.Ini, ExitStatus.IniMissing)]
    [InlineData(MissingPart.VmOptions, ExitStatus.VmOptionsMissing)]
    internal void A_scenario_can_hide_what_is_there(MissingPart missing, int status) =>
        Assert.Equal(status, Assert.Throws<SimException>(() => Arguments().Check(missing)).Status);

    [Theory]
    [InlineData("opt/ibc", ExitStatus.PathMissing)]
    [InlineData("settings", ExitStatus.PathMissing)]
    [InlineData("opt/ibgateway/10.45.1j/jars", ExitStatus.VersionNotInstalled)]
    [InlineData("config.ini", ExitStatus.IniMissing)]
    [InlineData("opt/ibgateway/10.45.1j/ibgateway.vmoptions", ExitStatus.VmOptionsMissing)]
    [InlineData("opt/ibgateway/10.45.1j/jre/bin/java", ExitStatus.NoJava)]
    public void What_is_missing_ends_with_its_own_status(string path, int status)
    {
        if (Directory.Exists(Below(path)))
            Directory.Delete(Below(path), recursive: true);
        else
            File.Delete(Below(path));

        Assert.Equal(status, Assert.Throws<SimException>(() => Arguments().Check(MissingPart.Nothing)).Status);
    }

    [Theory]
    [InlineData(ExitStatus.NoVersion)]
    [InlineData(ExitStatus.NoVersion, "-g")]
    [InlineData(ExitStatus.BadArgument, "10.45.1j", "--unknown=1")]
    [InlineData(ExitStatus.BadArgument, "10.45.1j", "10.45.2a")]
    [InlineData(ExitStatus.BadArgument, "10.45.1j", "--mode=demo")]
    [InlineData(ExitStatus.BadArgument, "10.45.1j", "--on2fatimeout=wait")]
    public void A_wrong_command_line_ends_with_its_own_status(int status, params string[] args) =>
        Assert.Equal(status, Assert.Throws<SimException>(() => LaunchArguments.Parse(args, "/home/x")).Status);

    [Theory]
    [InlineData("as-told", false)]
    [InlineData("exit", false)]
    [InlineData("restart", true)]
    public void A_scenario_wins_over_the_action_for_a_second_factor_in_vain(string action, bool restarts)
    {
        var steered = Arguments().SteeredBy(Scenario.Default.With("on2fatimeout", action));

        Assert.Equal(restarts, steered.RestartsAfterSecondFactorTimeout);
    }

    [Fact]
    public void A_bad_argument_is_named_without_its_value()
    {
        var error = Assert.Throws<SimException>(() => LaunchArguments.Parse(["1045", "--password=s3cret"], "/home/x"));

        Assert.Equal("invalid argument: --password", error.Message);
    }

    private LaunchArguments Arguments() =>
        LaunchArguments.Parse(
            [
                "10.45.1j",
                "-g",
                $"--tws-path={Below("opt")}",
                $"--tws-settings-path={Below("settings")}",
                $"--ibc-path={Below("opt/ibc")}",
                $"--ibc-ini={Below("config.ini")}",
            ],
            "/home/x"
        );

    private string Below(string path) => Path.Combine(_root.Path, path);
}
