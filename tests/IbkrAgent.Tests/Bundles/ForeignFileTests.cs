using IbkrAgent.Bundles;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Bundles;

public sealed class ForeignFileTests : IDisposable
{
    private readonly TemporaryDirectory _host = new();
    private readonly string _root;

    public ForeignFileTests()
    {
        _root = Path.Combine(_host.Path, "var/lib/ibkr-gateway");
        _host.Write("root/secret.log", "for root\n");
        _host.Write("var/lib/ibkr-gateway/main/launcher.log", "for all\n");
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_file_is_read() => Assert.Equal("for all\n", Read("main/launcher.log"));

    [Fact]
    public void A_link_is_not_followed_whether_it_is_the_file_or_a_directory_above_it()
    {
        File.CreateSymbolicLink(At("main/link.log"), Path.Combine(_host.Path, "root/secret.log"));
        Directory.CreateSymbolicLink(At("main/logs"), Path.Combine(_host.Path, "root"));

        Assert.Throws<IOException>(() => Read("main/link.log"));
        Assert.Contains(
            "a link",
            Assert.Throws<IOException>(() => Read("main/logs/secret.log")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_a_long_file_the_end_is_read_from_a_whole_line_on()
    {
        _host.Write("var/lib/ibkr-gateway/main/long.log", string.Concat(Enumerable.Repeat("0123456789\n", 300_000)));

        var text = Read("main/long.log");

        Assert.StartsWith("-- the beginning is left out: too much\n0123456789\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 2_000_000, 2_200_000);
    }

    [Fact]
    public void What_is_not_there_or_empty_is_said()
    {
        _host.Write("var/lib/ibkr-gateway/main/empty.log", "");

        Assert.Throws<IOException>(() => Read("main/empty.log"));
        Assert.Throws<IOException>(() => Read("main/none.log"));
    }

    private string At(string path) => Path.Combine(_root, path);

    private string Read(string path) => ForeignFile.ReadEnd(_root, At(path));
}
