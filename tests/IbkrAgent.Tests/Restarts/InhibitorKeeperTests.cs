using IbkrAgent.Restarts;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Restarts;

public sealed class InhibitorKeeperTests : IDisposable
{
    private static readonly InhibitorWish Wish = new("bot", "closing positions", TimeSpan.FromMinutes(10));

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new(Some.Instant);
    private readonly RecordingLogger _logger = new();
    private readonly InhibitorFile _file;

    public InhibitorKeeperTests() => _file = new(Path.Combine(_directory.Path, "main", "inhibitors.json"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_stands_is_known_to_the_next_daemon()
    {
        var first = Begin();
        var taken = first.Take(Wish, "uid 1000, process 77")!;
        var released = first.Take(Wish, "uid 1000, process 78")!;
        first.Release(released.Id);
        _time.Advance(TimeSpan.FromMinutes(5));
        var renewed = first.Renew(taken.Id, TimeSpan.FromMinutes(20))!;

        var next = Begin();

        Assert.Equal(taken with { Until = Some.Instant.AddMinutes(25) }, renewed);
        Assert.Equal(renewed, Assert.Single(next.Standing!));
        Assert.Equal(3, next.Take(Wish, "uid 1000")!.Id);
        Assert.Empty(_logger.Entries);
    }

    [Fact]
    public void What_has_expired_does_not_stand()
    {
        var keeper = Begin();
        var taken = keeper.Take(Wish, "uid 1000")!;

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(keeper.Standing);
        Assert.Null(keeper.Renew(taken.Id, Wish.For));
        Assert.Null(keeper.Release(taken.Id));
    }

    [Fact]
    public void What_cannot_be_saved_does_not_stand()
    {
        var keeper = Begin();
        _directory.Write("main", "in the way of the directory");

        Assert.ThrowsAny<IOException>(() => keeper.Take(Wish, "uid 1000"));

        Assert.Null(keeper.Standing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"version\": 99, \"book\": {\"nextId\": 1, \"inhibitors\": []}}")]
    [InlineData("{\"version\": 1}")]
    [InlineData("{\"version\": 1, \"book\": {\"nextId\": 1, \"inhibitors\": null}}")]
    [InlineData("{\"version\": 1, \"book\": {\"nextId\": 1, \"inhibitors\": [null]}}")]
    public void A_file_that_is_not_understood_inhibits_for_the_usual_time_and_is_kept_aside(string text)
    {
        _directory.Write("main/inhibitors.json", text);
        Assert.Equal("unknown", Assert.Single(_file.Read(Some.Instant).Book.Standing(Some.Instant)).Who);
        Assert.Equal(text, File.ReadAllText(_file.Path)); // who only looks leaves it as it is

        var keeper = Begin();

        var aside = _file.Path + ".unusable-20261120T090000Z";
        Assert.Equal(text, File.ReadAllText(aside));
        Assert.StartsWith(
            $"8101 main: who has inhibited a restart, {aside}, cannot be read: ",
            Assert.Single(_logger.Entries),
            StringComparison.Ordinal
        );
        // The next daemon knows it too, and it ends.
        Assert.Equal(Assert.Single(keeper.Standing!), Assert.Single(Begin().Standing!));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(keeper.Standing);
    }

    [Fact]
    public void A_file_that_cannot_even_be_set_aside_is_no_reason_to_fail()
    {
        Directory.CreateDirectory(_file.Path); // reading fails
        Directory.CreateDirectory(_file.Path + ".unusable-20261120T090000Z"); // and so does moving

        Assert.Equal("unknown", Assert.Single(Begin().Standing!).Who);

        Assert.Contains("nor be set aside", Assert.Single(_logger.Entries), StringComparison.Ordinal);
    }

    private InhibitorKeeper Begin() => new(_file, "main", _time, _logger);
}
