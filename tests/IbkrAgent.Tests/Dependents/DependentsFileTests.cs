using IbkrAgent.Dependents;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Dependents;

public sealed class DependentsFileTests : IDisposable
{
    private static readonly DependentMemory Full = new(
        "9b8d0e7a5f4c4b0e8a3e1d2c3b4a5968",
        [Some.Instant, Some.Instant.AddMinutes(1)],
        "5 restarts in one hour",
        IsLeftAlone: true,
        WasStopped: true,
        new(7, DependentActionKind.Replace, Some.Instant, IsCounted: true)
    );

    private readonly TemporaryDirectory _directory = new();
    private readonly DependentsFile _file;

    public DependentsFileTests() => _file = new(Path.Combine(_directory.Path, "main", "dependents.json"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Everything_that_is_remembered_comes_back()
    {
        Assert.All(
            typeof(DependentMemory).GetProperties(),
            member => Assert.NotEqual(member.GetValue(DependentMemory.Empty), member.GetValue(Full))
        );
        _file.Write(
            DependentsMemory.Empty with
            {
                Services = DependentsMemory.Empty.Services.Add("bot.service", Full),
                NextIntent = 8,
            }
        );

        var (memory, problem) = _file.Read(["bot.service"], Some.Instant);

        Assert.Null(problem);
        Assert.Equal(8, memory.NextIntent);
        var read = Assert.Single(memory.Services).Value;
        Assert.Equal(Full.Restarts, read.Restarts);
        Assert.Equal(Full, read with { Restarts = Full.Restarts });
    }

    [Fact]
    public void A_missing_file_means_that_nothing_was_spent() =>
        Assert.Equal((DependentsMemory.Empty, null), _file.Read(["bot.service"], Some.Instant));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"version\": 99, \"memory\": {\"services\": {}, \"nextIntent\": 1}}")]
    [InlineData("{\"version\": 1}")]
    public void A_file_that_is_not_understood_counts_as_spent_and_is_kept_aside(string text)
    {
        _directory.Write("main/dependents.json", text);

        var (memory, problem) = _file.Read(["bot.service"], Some.Instant);

        Assert.NotNull(problem);
        Assert.Contains("its restarts are not known", memory.Services["bot.service"].GaveUp, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(_file.Path + ".unusable-20261120T090000Z"));
        // The next daemon knows it too.
        Assert.NotNull(_file.Read(["bot.service"], Some.Instant).Memory.Services["bot.service"].GaveUp);
    }
}
