using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace IbkrAgent.Fuzz;

/// <summary>Feeds targets, on several threads. Input number N is made of the seed and N alone.</summary>
internal sealed class FuzzRun(IReadOnlyList<FuzzTarget> targets, ulong seed, long inputs)
{
    /// <summary>A reader may need this much memory for its own sake, and so much for each byte of its input.</summary>
    private const long FreeMemory = 0x200000;
    private const long MemoryPerByte = 1000;

    private readonly ConcurrentDictionary<string, Finding> _findings = new();
    private readonly long[] _fed = new long[targets.Count];
    private readonly long[] _accepted = new long[targets.Count];
    private readonly ConcurrentDictionary<int, (ulong Seed, long Since)> _underWay = new();
    private long _next;

    /// <summary>The seed of an input that is being read for longer than that; null when none is.</summary>
    public ulong? OverdueSeed(TimeSpan limit, TimeProvider time) =>
        _underWay
            .Values.Where(one => time.GetElapsedTime(one.Since) > limit)
            .Select(one => (ulong?)one.Seed)
            .FirstOrDefault();

    public FuzzReport Run(int threads, TimeProvider time)
    {
        var working = Enumerable.Range(0, threads).Select(number => Task.Run(() => Work(number, time))).ToArray();
        Task.WaitAll(working);
        return new(
            _fed.Sum(),
            [.. _findings.Values],
            [.. targets.Select((target, i) => new TargetCount(target.Name, _fed[i], _accepted[i]))]
        );
    }

    private void Work(int thread, TimeProvider time)
    {
        while (Interlocked.Increment(ref _next) - 1 is var number && number < inputs)
        {
            var one = unchecked(seed + (ulong)number);
            _underWay[thread] = (one, time.GetTimestamp());
            if (TryOne(one) is { } finding)
                _findings.TryAdd(finding.Kind, finding);
        }

        _underWay.TryRemove(thread, out _);
    }

    [SuppressMessage("Design", "CA1031", Justification = "whatever a reader throws is what is looked for")]
    private Finding? TryOne(ulong one)
    {
        var dice = new Dice(one);
        var index = dice.Below(targets.Count);
        var target = targets[index];
        var input = Input.Of(target, one, dice);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Interlocked.Increment(ref _fed[index]);
            if (target.Feed(input, dice))
                Interlocked.Increment(ref _accepted[index]);
        }
        catch (Exception exception)
        {
            return Finding.Of(one, target.Name, exception, input);
        }

        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        return used > FreeMemory + (MemoryPerByte * input.Length)
            ? new(one, target.Name, $"{target.Name} memory", $"{used} bytes of memory were used", input)
            : null;
    }
}
