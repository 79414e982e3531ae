using IbkrAgent.Systemd.Journal;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Logging;

/// <summary>The log of one category as journal entries.</summary>
/// <remarks>
/// Only the agent's own categories have message ids and fields of the agent's: the ids of others overlap with them.
/// </remarks>
internal sealed class JournalLogger(string category, Action<JournalRecord> write) : ILogger
{
    private readonly bool _isOurs = category.StartsWith("IbkrAgent", StringComparison.Ordinal);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var fields = new List<KeyValuePair<string, string>> { new("LOGGER", category) };
        if (_isOurs && state is IReadOnlyList<KeyValuePair<string, object?>> values)
            fields.AddRange(JournalFields.Of(values));

        var message = formatter(state, exception);
        if (exception is not null)
        {
            message = $"{message}: {ExceptionText.Chain(exception)}";
            fields.Add(new("EXCEPTION_TYPE", exception.GetType().ToString()));
            fields.Add(new("EXCEPTION", exception.ToString()));
        }

        write(new(Priority(logLevel), message, _isOurs ? MessageIds.For(eventId.Id) : null, fields));
    }

    /// <summary>As in syslog(3).</summary>
    private static int Priority(LogLevel level) =>
        level switch
        {
            LogLevel.Critical => 2,
            LogLevel.Error => 3,
            LogLevel.Warning => 4,
            LogLevel.Information => 6,
            _ => 7,
        };
}
