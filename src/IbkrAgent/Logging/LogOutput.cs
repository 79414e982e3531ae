using IbkrAgent.Systemd.Journal;

namespace IbkrAgent.Logging;

/// <summary>Where log entries go: to the journal, or to a person who runs the daemon in a terminal.</summary>
internal sealed class LogOutput : IAsyncDisposable
{
    private readonly JournalWriter? _journal;
    private readonly Action<string> _writeLine;
    private readonly Lock _line = new();

    /// <param name="journalStream">$JOURNAL_STREAM, which systemd sets when standard error is the journal
    /// (systemd.exec(5)).</param>
    public LogOutput(string? journalStream, Action<string> writeLine)
    {
        _writeLine = writeLine;
        if (!string.IsNullOrEmpty(journalStream))
            _journal = new JournalWriter("ibkr-agent");
    }

    public void Write(JournalRecord record)
    {
        if (_journal is not null)
        {
            _journal.TryWrite(record);
            return;
        }

        lock (_line)
            _writeLine($"{Word(record.Priority)}{record.Message}");
    }

    public ValueTask DisposeAsync() => _journal?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Word(int priority) =>
        priority switch
        {
            <= 2 => "critical: ",
            3 => "error: ",
            4 => "warning: ",
            _ => "",
        };
}
