using System.Globalization;
using IbkrAgent.Systemd.Host;

namespace IbkrAgent.Tests.Systemd.Host;

public sealed class HostLoadTests
{
    /// <summary>The kernel moves them every 5 s, so that two looks can be different.</summary>
    [Fact]
    public void The_load_is_what_the_kernel_shows_in_proc()
    {
        var shown = File.ReadAllText("/proc/loadavg").Split(' ')[2];

        var load = HostLoad.Read();

        Assert.NotNull(load);
        Assert.Equal(double.Parse(shown, CultureInfo.InvariantCulture), load.Value.Fifteen, tolerance: 0.5);
    }
}
