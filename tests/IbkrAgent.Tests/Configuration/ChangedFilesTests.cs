using System.Text;
using IbkrAgent.Configuration;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Configuration;

public sealed class ChangedFilesTests : IDisposable
{
    private const UnixFileMode Odd = OperatorFile.Secret | UnixFileMode.OtherRead;

    private static readonly DateTimeOffset Now = new(2026, 12, 1, 5, 14, 5, TimeSpan.Zero);

    private readonly TemporaryDirectory _root = new();
    private readonly ChangedFiles _files = new(Now);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_old_file_is_kept_as_it_was_and_the_new_one_has_the_right_mode()
    {
        var path = _root.Write("a.ini", "old");
        File.SetUnixFileMode(path, Odd);

        var told = _files.Apply([Change("a.ini", "new")]);

        var kept = $"{path}.20261201T051405Z.bak";
        Assert.Equal([$"wrote {path}; the old one is {kept}"], told);
        Assert.Equal(("new", "old"), (File.ReadAllText(path), File.ReadAllText(kept)));
        Assert.Equal((OperatorFile.Secret, Odd), (File.GetUnixFileMode(path), File.GetUnixFileMode(kept)));
        Assert.Equal(2, Directory.GetFiles(_root.Path).Length);
    }

    [Fact]
    public void A_file_that_is_not_there_yet_is_made_with_its_directory()
    {
        var told = _files.Apply([Change("b/a.ini", "new")]);

        Assert.Equal([$"wrote {_root.Path}/b/a.ini"], told);
        Assert.Equal("new", File.ReadAllText($"{_root.Path}/b/a.ini"));
    }

    [Fact]
    public void When_one_cannot_be_prepared_none_is_changed()
    {
        var path = _root.Write("a.ini", "old");
        _root.Write("file", "");

        var failure = Assert.Throws<IOException>(() =>
            _files.Apply([Change("a.ini", "new"), Change("file/b.ini", "new")])
        );

        Assert.Equal("nothing was changed", failure.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(2, Directory.GetFiles(_root.Path).Length);
    }

    [Fact]
    public void When_an_old_one_cannot_be_kept_none_is_changed()
    {
        var (a, b) = (_root.Write("a.ini", "old a"), _root.Write("b.ini", "old b"));
        _root.Write("b.ini.20261201T051405Z.bak", "of the same second");

        Assert.Throws<IOException>(() => _files.Apply([Change("a.ini", "new"), Change("b.ini", "new")]));

        Assert.Equal(("old a", "old b"), (File.ReadAllText(a), File.ReadAllText(b)));
        Assert.Equal("of the same second", File.ReadAllText(b + ".20261201T051405Z.bak"));
        Assert.Equal(3, Directory.GetFiles(_root.Path).Length);
    }

    [Fact]
    public void A_failure_in_the_middle_names_what_is_changed_and_what_is_not()
    {
        var a = _root.Write("a.ini", "old");
        var directory = Directory.CreateDirectory($"{_root.Path}/b.ini").FullName; // no file can take its place

        var failure = Assert.Throws<IOException>(() => _files.Apply([Change("a.ini", "new"), Change("b.ini", "new")]));

        Assert.Equal($"changed: {a}; as before: {directory}", failure.Message);
        Assert.True(File.Exists(_files.BackupOf(a)));
        Assert.False(File.Exists(directory + ".new"));
    }

    private FileChange Change(string name, string text) =>
        new(new(Path.Combine(_root.Path, name), OperatorFile.Secret), new(text), Encoding.UTF8, []);
}
