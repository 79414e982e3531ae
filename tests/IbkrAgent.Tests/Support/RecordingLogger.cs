using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Tests.Support;

/// <summary>Keeps what was logged, as <c>number message</c>.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentQueue<string> _entries = [];

    public string[] Entries => [.. _entries];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _entries.Enqueue($"{eventId.Id} {formatter(state, exception)}");
}
