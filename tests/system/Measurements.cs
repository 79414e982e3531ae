namespace IbkrAgent.SystemTests;

/// <summary>Numbers that the tests take on the way; tests/run prints them at the end.</summary>
internal static class Measurements
{
    private static readonly Lock Turn = new();

    private static string File => Path.Combine(Sources.Results, "measurements.txt");

    /// <summary>Keeps one line, and returns the median.</summary>
    public static TimeSpan Print(string what, IEnumerable<TimeSpan> taken, int expected)
    {
        var sorted = taken.Order().ToList();
        Assert.Equal(expected, sorted.Count);
        var median = sorted[sorted.Count / 2];
        var line = FormattableString.Invariant(
            $"measured: {what}: median {median.TotalMilliseconds:0} ms, {sorted[0].TotalMilliseconds:0} to {sorted[^1].TotalMilliseconds:0} ms, n = {sorted.Count}"
        );
        Note(line);
        return median;
    }

    /// <summary>Keeps one line as it is.</summary>
    public static void Note(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        lock (Turn)
        {
            Directory.CreateDirectory(Sources.Results);
            System.IO.File.AppendAllLines(File, [line]);
        }
    }
}
