using IbkrAgent.Gateway;
using IbkrAgent.Systemd.Bus;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Gateway;

public sealed class ControlGroupMemoryTests : IDisposable
{
    private const string Group = "/system.slice/ibkr-gateway.service";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", "anon 700\nfile 200\n")]
    [InlineData("/memory", "total_rss 700\ntotal_cache 200\n")]
    public void The_kernels_account_is_read_wherever_it_is(string hierarchy, string text)
    {
        _directory.Write($"cgroup{hierarchy}{Group}/memory.stat", text);

        Assert.Equal(new MemoryReading(700, 2048, WithFileCache: false), Read(new(Group, 900, 2048, null)));
    }

    [Fact]
    public void Without_it_systemds_sum_stands_in() =>
        Assert.Equal(new MemoryReading(900, null, WithFileCache: true), Read(new(Group, 900, null, null)));

    [Fact]
    public void Without_both_it_is_not_known()
    {
        _directory.Write("cgroup/memory.stat", "anon 700\n");

        Assert.Null(Read(new(Group, null, 2048, null)));
        Assert.Null(Read(new(Group, 0, 2048, null)));
        Assert.Null(Read(new("", null, 2048, null)));
    }

    private MemoryReading? Read(UnitResources unit) =>
        new ControlGroupMemory(Path.Combine(_directory.Path, "cgroup")).Read(unit);
}
