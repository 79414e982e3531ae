using IbkrAgent.Settings;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Settings;

public sealed class SettingsFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string PathOfFile => Path.Combine(_directory.Path, "agent.ini");

    [Fact]
    public void A_file_is_read_with_the_systems_time_zones()
    {
        File.WriteAllText(PathOfFile, "[gateway:main]\ntime_zone = Europe/Zurich\n");

        var valid = Assert.IsType<SettingsOutcome.Loaded>(SettingsFiles.Load(PathOfFile));

        Assert.Equal("Europe/Zurich", valid.Settings.Gateways[0].Program.TimeZone);
    }

    [Theory]
    [InlineData("Mars/Base")]
    [InlineData("../../../etc/passwd")]
    public void A_zone_that_the_system_does_not_have_is_a_mistake(string zone)
    {
        File.WriteAllText(PathOfFile, $"[gateway:main]\ntime_zone = {zone}\n");

        var invalid = Assert.IsType<SettingsOutcome.Wrong>(SettingsFiles.Load(PathOfFile));

        Assert.Equal(("gateway:main", "time_zone"), Single(invalid));
    }

    [Theory]
    [InlineData("agent.ini")]
    [InlineData("nowhere/agent.ini")]
    public void A_missing_file_is_not_a_wrong_file(string name)
    {
        var file = Path.Combine(_directory.Path, name);

        var missing = Assert.IsType<SettingsOutcome.Missing>(SettingsFiles.Load(file));

        Assert.StartsWith($"{file}: there is no such file; ", missing.Problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_its_place_is_a_wrong_file()
    {
        Directory.CreateDirectory(PathOfFile);

        var invalid = Assert.IsType<SettingsOutcome.Wrong>(SettingsFiles.Load(PathOfFile));

        Assert.StartsWith($"{PathOfFile}: cannot be read: ", invalid.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_a_wrong_file()
    {
        File.WriteAllBytes(PathOfFile, [0x5B, 0xFF, 0xC0]);

        var invalid = Assert.IsType<SettingsOutcome.Wrong>(SettingsFiles.Load(PathOfFile));

        Assert.Equal([$"{PathOfFile}: is not UTF-8 text"], invalid.Problems.Select(problem => problem.ToString()));
    }

    public void Dispose() => _directory.Dispose();

    private static (string Section, string Key) Single(SettingsOutcome.Wrong invalid)
    {
        var problem = Assert.Single(invalid.Problems);
        return (problem.Section, problem.Key);
    }
}
