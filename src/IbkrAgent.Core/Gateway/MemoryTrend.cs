using System.Collections.Immutable;

namespace IbkrAgent.Gateway;

/// <summary>How memory grew over the last hour: the straight line that fits best a sample a minute.</summary>
public sealed record MemoryTrend
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);
    private static readonly TimeSpan Spacing = TimeSpan.FromMinutes(1);

    /// <summary>Below it the line says more about a login than about a leak.</summary>
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromMinutes(20);

    public static readonly MemoryTrend Empty = new();

    private MemoryTrend() { }

    private ImmutableArray<Sample> Samples { get; init; } = [];

    /// <summary>Bytes an hour, negative when it shrinks; null while there is too little to tell.</summary>
    public long? GrowthPerHour { get; private init; }

    public MemoryTrend After(long bytes, DateTimeOffset at)
    {
        // A clock that was set back: what was sampled before cannot be put in order with what comes.
        var samples = Samples is [.., var last] && at < last.At ? [] : Samples;
        if (samples is [.., { At: var latest }] && at - latest < Spacing)
            return this;

        samples = [.. samples.Where(sample => at - sample.At <= Span), new(at, bytes)];
        return new() { Samples = samples, GrowthPerHour = SlopeOf(samples) };
    }

    /// <summary>By least squares.</summary>
    private static long? SlopeOf(ImmutableArray<Sample> samples)
    {
        var start = samples[0];
        if (samples[^1].At - start.At < ShortestSpan)
            return null;

        var hours = samples.Average(sample => (sample.At - start.At).TotalHours);
        var bytes = samples.Average(sample => (double)(sample.Bytes - start.Bytes));
        var (covariance, variance) = (0d, 0d);
        foreach (var sample in samples)
        {
            var distance = (sample.At - start.At).TotalHours - hours;
            covariance += distance * (sample.Bytes - start.Bytes - bytes);
            variance += distance * distance;
        }

        return (long)Math.Round(covariance / variance);
    }

    private readonly record struct Sample(DateTimeOffset At, long Bytes);
}
