using System.Globalization;
using IbkrAgent.Systemd.Native;

namespace IbkrAgent.Systemd.Bus;

/// <summary>
/// Brings the end of a job to whoever asked for the job, even when the end is announced before the reply.
/// </summary>
/// <remarks>All but <see cref="Expect"/> belongs to the thread of the bus.</remarks>
internal sealed class JobTable
{
    private const string PathPrefix = "/org/freedesktop/systemd1/job/";

    private readonly Dictionary<uint, TaskCompletionSource<JobResult>> _waiting = [];
    private readonly Dictionary<uint, string> _early = [];
    private int _expected;

    /// <summary>A request is about to be sent; until disposal, ends of unknown jobs are remembered.</summary>
    public IDisposable Expect() => new Expectation(this);

    /// <summary>The reply came: the path of the job.</summary>
    public UnitJob Add(string unit, string path)
    {
        var id = uint.Parse(path.AsSpan(PathPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        if (_early.Remove(id, out var result))
            return new(id, unit, Task.FromResult(new JobResult(id, result)));

        // systemd gives the same job to two who ask for the same thing.
        if (!_waiting.TryGetValue(id, out var completion))
            _waiting[id] = completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        return new(id, unit, completion.Task);
    }

    /// <summary>A job ended.</summary>
    public void Remove(uint id, string result)
    {
        if (_waiting.Remove(id, out var completion))
            completion.SetResult(new(id, result));
        else if (Volatile.Read(ref _expected) > 0)
            _early[id] = result;
        else
            _early.Clear();
    }

    /// <summary>The ends of the jobs will not be seen any more.</summary>
    public void Fail(string reason)
    {
        foreach (var (id, completion) in _waiting)
            completion.SetException(
                new SystemdException($"job {id}", Errno.NotConnected, detail: $"its end cannot be seen: {reason}")
            );

        _waiting.Clear();
        _early.Clear();
    }

    private sealed class Expectation : IDisposable
    {
        private readonly JobTable _table;

        public Expectation(JobTable table)
        {
            _table = table;
            Interlocked.Increment(ref table._expected);
        }

        public void Dispose() => Interlocked.Decrement(ref _table._expected);
    }
}
