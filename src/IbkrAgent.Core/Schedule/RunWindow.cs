namespace IbkrAgent.Schedule;

/// <summary>When the Gateway is wanted: always, or within a weekly window.</summary>
/// <remarks>Early closes of the exchange do not shorten it.</remarks>
public sealed record RunWindow
{
    public static readonly RunWindow Always = new();

    private readonly WeeklyWindow? _week;

    public RunWindow(WeeklyWindow week) => _week = week;

    private RunWindow() { }

    public bool IsAlways => _week is null;

    public bool IsOpenAt(DateTimeOffset at) => _week is null || _week.IsOpenAt(at);

    /// <summary>The next instant after <paramref name="at"/> at which it opens or closes; null: never.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at) => _week?.NextChange(at);

    /// <summary>The next instant after <paramref name="at"/> at which it opens; null: never.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset at) => _week?.NextOpening(at);

    /// <summary>The next instant after <paramref name="at"/> at which it closes; null: never.</summary>
    public DateTimeOffset? NextClosing(DateTimeOffset at) => _week?.NextClosing(at);
}
