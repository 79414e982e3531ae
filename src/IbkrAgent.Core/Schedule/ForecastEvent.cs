namespace IbkrAgent.Schedule;

/// <summary>Something that the clock will bring.</summary>
/// <param name="Text">one line for people, lower case, no full stop.</param>
public sealed record ForecastEvent(DateTimeOffset At, ForecastKind Kind, string Text);

public enum ForecastKind
{
    Restart,
    WindowOpens,
    WindowCloses,
    QuietHoursBegin,
    QuietHoursEnd,

    /// <summary>Of the broker.</summary>
    Reset,
    TokenExpiry,
    WeeklyLogin,

    /// <summary>Of the exchange.</summary>
    Holiday,
    EarlyClose,
}
