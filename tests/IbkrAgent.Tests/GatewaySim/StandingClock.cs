namespace IbkrAgent.Tests.GatewaySim;

/// <summary>A clock that stands at one time in a zone five hours west.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.CreateCustomTimeZone("west", TimeSpan.FromHours(-5), "west", "west");

    public override DateTimeOffset GetUtcNow() => now;
}
