using System.Text;

namespace IbkrAgent.Tests.GatewaySim;

/// <summary>Lines as they are written, by whichever thread, and a way to wait for one.</summary>
internal sealed class RecordedOutput : TextWriter
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public string[] Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public override void WriteLine(string? value)
    {
        TaskCompletionSource added;
        lock (_lock)
        {
            _lines.AddRange((value ?? "").Split('\n'));
            added = _added;
            _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        added.SetResult();
    }

    public int CountOf(string part) => Lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until as many lines contain the text.</summary>
    public Task WaitForAsync(string part, CancellationToken cancellationToken, int count = 1) =>
        WaitUntilAsync(() => CountOf(part) >= count, cancellationToken);

    /// <summary>Waits until the lines fulfil the condition.</summary>
    public async Task WaitUntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task added;
            lock (_lock)
                added = _added.Task;

            if (condition())
                return;

            await added.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits for a line with the text, not before the given one, and says which it is.</summary>
    public async Task<int> FindAsync(string part, int from, CancellationToken cancellationToken)
    {
        var found = -1;
        await WaitUntilAsync(() => (found = Find()) >= 0, cancellationToken);
        return found;

        int Find() => Array.FindIndex(Lines, from, line => line.Contains(part, StringComparison.Ordinal));
    }
}
