using System.Text;
using IbkrAgent.Bundles;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Bundles;

public sealed class BundleFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_is_for_its_owner_alone_and_whole()
    {
        var path = Path.Combine(_directory.Path, "bundle");

        BundleFile.Write(path, Encoding.UTF8.GetBytes("content"));

        Assert.Equal("content", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void What_is_there_already_is_kept_and_nothing_is_left_beside_it()
    {
        var path = _directory.Write("bundle", "of yesterday");

        Assert.Throws<IOException>(() => BundleFile.Write(path, Encoding.UTF8.GetBytes("content")));

        Assert.Equal("of yesterday", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void A_temporary_file_of_somebody_else_is_not_touched()
    {
        var path = Path.Combine(_directory.Path, "bundle");
        var other = _directory.Write("bundle.new", "another's");

        Assert.Throws<IOException>(() => BundleFile.Write(path, Encoding.UTF8.GetBytes("content")));

        Assert.Equal("another's", File.ReadAllText(other));
    }
}
