namespace IbkrAgent.Schedule;

/// <summary>A day on which the exchange does something that its week does not tell, or does not after all.</summary>
/// <param name="Name">why, for people; may be empty.</param>
public abstract record ExchangeDay(DateOnly Date, string Name)
{
    /// <summary>There is no trading.</summary>
    public sealed record Holiday(DateOnly Date, string Name) : ExchangeDay(Date, Name);

    /// <param name="At">end of the regular session, on the exchange's wall clock.</param>
    public sealed record EarlyClose(DateOnly Date, TimeOnly At, string Name) : ExchangeDay(Date, Name);

    /// <summary>A weekday like any other: takes back what another file says.</summary>
    public sealed record Ordinary(DateOnly Date, string Name) : ExchangeDay(Date, Name);
}
