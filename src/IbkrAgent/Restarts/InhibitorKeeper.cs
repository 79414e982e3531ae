using IbkrAgent.Logging;
using Microsoft.Extensions.Logging;

namespace IbkrAgent.Restarts;

/// <summary>The inhibitors of one gateway: saved before they count. Callable from any thread.</summary>
internal sealed class InhibitorKeeper
{
    private readonly Lock _changing = new();
    private readonly InhibitorFile _file;
    private readonly TimeProvider _clock;
    private volatile InhibitorBook _book;

    public InhibitorKeeper(InhibitorFile file, string gateway, TimeProvider clock, ILogger logger)
    {
        (_file, _clock) = (file, clock);
        (_book, var problem) = file.Read(clock.GetUtcNow());
        if (problem is not null)
            SetAside(gateway, problem, logger);
    }

    /// <summary>Those that stand now; null when none does.</summary>
    public IReadOnlyList<Inhibitor>? Standing =>
        _book.Standing(_clock.GetUtcNow()) is { IsEmpty: false } some ? some : null;

    /// <summary>Null: there are as many as there may be.</summary>
    /// <exception cref="IOException">it could not be saved, and does not stand.</exception>
    public Inhibitor? Take(InhibitorWish wish, string by) => Change(at => _book.Take(wish, by, at))?.Inhibitors[^1];

    /// <summary>Null: it does not stand.</summary>
    /// <exception cref="IOException">it could not be saved, and is as it was.</exception>
    public Inhibitor? Renew(long id, TimeSpan span) =>
        Change(at => _book.Renew(id, span, at))?.Inhibitors.First(inhibitor => inhibitor.Id == id);

    /// <summary>The one that stood; null: it does not.</summary>
    /// <exception cref="IOException">it could not be saved, and stands.</exception>
    public Inhibitor? Release(long id)
    {
        lock (_changing)
        {
            var found = _book.Find(id, _clock.GetUtcNow());
            return found is not null && Change(at => _book.Release(id, at)) is not null ? found : null;
        }
    }

    private InhibitorBook? Change(Func<DateTimeOffset, InhibitorBook?> change)
    {
        lock (_changing)
        {
            if (change(_clock.GetUtcNow()) is not { } next)
                return null;

            _file.Write(next);
            return _book = next;
        }
    }

    private void SetAside(string gateway, string problem, ILogger logger)
    {
        try
        {
            logger.InhibitorsUnusable(gateway, _file.SetAside(_book, _clock.GetUtcNow()), problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.InhibitorsUnusable(gateway, _file.Path, $"{problem}; nor be set aside: {exception.Message}");
        }
    }
}
