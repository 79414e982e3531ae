using System.Diagnostics;
using IbkrAgent.Tests.Support;

namespace IbkrAgent.Tests.Packaging;

/// <summary>The script that gives each gateway but main a display number.</summary>
public sealed class ChooseDisplayTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public ChooseDisplayTests() => Directory.CreateDirectory(Path.Combine(_root.Path, "run/ibkr-display"));

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Each_gateway_gets_a_number_of_its_own_and_keeps_it()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => ChooseAsync($"g{i}")));
        var again = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => ChooseAsync($"g{i}")));

        Assert.Equal(8, numbers.Distinct().Count());
        Assert.Equal(numbers, again);
        Assert.All(numbers, number => Assert.Matches("^DISPLAY=:[1-9][0-9][0-9]\n$", number));
    }

    private async Task<string> ChooseAsync(string name)
    {
        Directory.CreateDirectory(Path.Combine(_root.Path, $"run/ibkr-display/{name}")); // where the cookie is
        var start = new ProcessStartInfo(Repository.PathOf("packaging/choose-display"), [name]);
        start.Environment["RUNTIME_ROOT"] = _root.Path;
        using var script = Process.Start(start)!;
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, script.ExitCode);
        return await File.ReadAllTextAsync(
            Path.Combine(_root.Path, $"run/ibkr-display/{name}.env"),
            TestContext.Current.CancellationToken
        );
    }
}
