using IbkrAgent.Systemd.Journal;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>Turns log calls into journal entries.</summary>
[ProviderAlias("Journal")]
internal sealed class JournalLoggerProvider(Action<JournalRecord> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new JournalLogger(categoryName, write);

    public void Dispose() { }
}
